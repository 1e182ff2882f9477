package io.forwardstore.engine.internal.parquet;

import io.forwardstore.CorruptFileException;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.parquet.format.ColumnChunk;
import io.forwardstore.engine.internal.parquet.format.CompactReader;
import io.forwardstore.engine.internal.parquet.format.OffsetIndex;
import io.forwardstore.engine.internal.parquet.format.PageHeader;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;

/// Finds the pages of a chunk: from its offset index, or by walking from page header to page header.
final class PageMaps {
    /// Where data may start, behind the magic bytes.
    private static final int DATA_START_BYTES = 4;

    /// What is read first of a header whose size is not known; grows if it does not suffice.
    private static final int FIRST_HEADER_BYTES = 256;

    private final LeafChunk chunk;
    private final FileContext file;
    private final ColumnChunk metadata;

    private PageMaps(LeafChunk chunk) {
        this.chunk = chunk;
        this.file = chunk.file();
        this.metadata = chunk.metadata();
    }

    static ChunkPages of(LeafChunk chunk) throws IOException {
        return new PageMaps(chunk).find();
    }

    private ChunkPages find() throws IOException {
        long start = metadata.startOffsetBytes();
        if (metadata.valueCount() < 0 || start < DATA_START_BYTES && metadata.valueCount() > 0) {
            throw file.corrupt(Math.max(0, start), "a column chunk of '" + chunk.leaf().path() + "' within the file");
        }
        try (AllocatorScope scope = file.newScope()) {
            if (metadata.offsetIndexBytes() > 0 && metadata.valueCount() > 0) {
                return fromIndex(readIndex(scope), scope);
            }
            return new Walk(scope).run(start);
        } catch (MalformedPageException e) {
            throw new CorruptFileException(file.name(), e.fileOffsetBytes(), String.valueOf(e.getMessage()), e);
        }
    }

    private OffsetIndex readIndex(AllocatorScope scope) throws IOException {
        long offset = metadata.offsetIndexOffsetBytes();
        int bytes = metadata.offsetIndexBytes();
        if (offset < DATA_START_BYTES || bytes > file.dataEndBytes() - offset) {
            throw file.corrupt(Math.max(0, offset), "an offset index of " + bytes + " bytes within the file");
        }
        return OffsetIndex.read(new CompactReader(file.source().read(offset, bytes, scope), bytes, offset));
    }

    private ChunkPages fromIndex(OffsetIndex index, AllocatorScope scope) throws IOException {
        int count = index.bytes().length;
        long[] firstRows = Arrays.copyOf(index.firstRows(), count + 1);
        firstRows[count] = chunk.rowCount();
        long end = metadata.startOffsetBytes();
        for (int i = 0; i < count; i++) {
            long offset = index.offsetBytes()[i];
            int bytes = index.bytes()[i];
            long rows = firstRows[i + 1] - firstRows[i];
            boolean rowsFit = rows >= 0 && rows <= Integer.MAX_VALUE && (i > 0 || firstRows[0] == 0);
            if (offset < end || bytes <= 0 || bytes > file.dataEndBytes() - offset || !rowsFit) {
                throw file.corrupt(
                        metadata.offsetIndexOffsetBytes(),
                        "pages in order and within the file, found page "
                                + i
                                + " of '"
                                + chunk.leaf().path()
                                + "' at byte "
                                + offset
                                + " with "
                                + bytes
                                + " bytes and first row "
                                + firstRows[i]);
            }
            end = offset + bytes;
        }
        if (count == 0 && chunk.rowCount() > 0) {
            throw file.corrupt(metadata.offsetIndexOffsetBytes(), "at least one page of " + chunk.rowCount() + " rows");
        }
        long dictionaryOffset = 0;
        int dictionaryBytes = 0;
        long start = metadata.startOffsetBytes();
        if (count > 0 && start < index.offsetBytes()[0]) {
            PageHeader header = readHeader(start, scope);
            if (header.kind() == PageHeader.Kind.DICTIONARY) {
                dictionaryOffset = start;
                dictionaryBytes = totalBytes(start, header);
            }
        }
        return new ChunkPages(index.offsetBytes(), index.bytes(), firstRows, dictionaryOffset, dictionaryBytes);
    }

    private int totalBytes(long offset, PageHeader header) throws IOException {
        long bytes = (long) header.headerBytes() + header.compressedBytes();
        if (bytes > Math.min(file.dataEndBytes() - offset, Integer.MAX_VALUE)) {
            throw file.corrupt(offset, "a page within the file, found one of " + bytes + " bytes");
        }
        return (int) bytes;
    }

    private PageHeader readHeader(long offset, AllocatorScope scope) throws IOException {
        long available = file.dataEndBytes() - offset;
        if (available <= 0) {
            throw file.corrupt(offset, "more pages of '" + chunk.leaf().path() + "' before the footer");
        }
        long window = file.source().isResident() ? available : Math.min(available, FIRST_HEADER_BYTES);
        while (true) {
            CompactReader in = new CompactReader(file.source().read(offset, window, scope), window, offset);
            try {
                return PageHeader.read(in);
            } catch (MalformedPageException e) {
                if (!in.ranOut() || window == available) {
                    throw e;
                }
                window = Math.min(available, window * 16);
            }
        }
    }

    /// Goes from header to header, without decompressing anything.
    private final class Walk {
        private final AllocatorScope scope;
        private long[] offsets = new long[1];
        private int[] bytes = new int[1];
        private long[] rows = new long[2];
        private int count;
        private boolean knowsRows = true;
        private long dictionaryOffset;
        private int dictionaryBytes;

        Walk(AllocatorScope scope) {
            this.scope = scope;
        }

        ChunkPages run(long start) throws IOException {
            long at = start;
            long values = 0;
            while (values < metadata.valueCount()) {
                PageHeader header = readHeader(at, scope);
                int total = totalBytes(at, header);
                if (header.kind() == PageHeader.Kind.DICTIONARY && count == 0) {
                    dictionaryOffset = at;
                    dictionaryBytes = total;
                } else if (header.isData() && header.valueCount() > 0) {
                    add(at, total, header);
                    values += header.valueCount();
                }
                at += total;
                scope.close();
            }
            if (values != metadata.valueCount() || knowsRows && rows[count] != chunk.rowCount()) {
                throw file.corrupt(
                        start,
                        metadata.valueCount()
                                + " values and "
                                + chunk.rowCount()
                                + " rows of '"
                                + chunk.leaf().path()
                                + "', found "
                                + values
                                + " values"
                                + (knowsRows ? " and " + rows[count] + " rows" : ""));
            }
            long @Nullable [] firstRows = knowsRows ? Arrays.copyOf(rows, count + 1) : null;
            return new ChunkPages(
                    Arrays.copyOf(offsets, count),
                    Arrays.copyOf(bytes, count),
                    firstRows,
                    dictionaryOffset,
                    dictionaryBytes);
        }

        private void add(long at, int total, PageHeader header) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, count * 2);
                bytes = Arrays.copyOf(bytes, count * 2);
                rows = Arrays.copyOf(rows, count * 2 + 1);
            }
            offsets[count] = at;
            bytes[count] = total;
            int pageRows = chunk.leaf().maxRepetition() == 0 ? header.valueCount() : header.rowCount();
            knowsRows &= pageRows >= 0;
            rows[count + 1] = rows[count] + pageRows;
            count++;
        }
    }
}
