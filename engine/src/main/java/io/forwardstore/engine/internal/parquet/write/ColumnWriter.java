package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.io.AtomicFile;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.zip.CRC32;

/// Writes the column chunks of one leaf.
///
/// Rows are cut into pages (version 2), which are encoded, compressed and held until the row group ends. The first
/// pages of a chunk wait until there are enough values to tell whether a dictionary pays.
///
/// **State.** The chunk being filled. **Threads.** One at a time. **Ownership.** Owns its memory until [#close]; the
/// compressor and the file are the writer's.
final class ColumnWriter implements AutoCloseable {
    /// Values after which the choice for or against a dictionary is made.
    private static final int SAMPLE_VALUES = 8_192;

    /// What a dictionary with its indices must be below of the plain size.
    private static final double DICTIONARY_SHARE = 0.8;

    private static final int MAXIMUM_STEP_ROWS = 64;

    private enum Encoded {
        UNDECIDED,
        DICTIONARY,
        PLAIN
    }

    private final LeafPath leaf;
    private final PageCompressor compressor;
    private final int pageRows;
    private final int pageBytes;
    private final PageBuffer buffer;
    private final ValueDictionary dictionary;
    private final ChunkIndex index;
    private final ChunkEncodings encodings = new ChunkEncodings();
    private final PageBody body;
    private final GrowingBuffer dictionaryHeader;
    private final GrowingBuffer compressedDictionary;
    private final GrowingBuffer indices;
    private final GrowingBuffer pages;
    private Encoded encoded;
    private int stepRows = 1;
    private int bufferedValues;
    private long rowCount;
    private long entryCount;
    private long plainBytes;
    private long indexBytes;
    private long uncompressedBytes;

    ColumnWriter(LeafPath leaf, WriteOptions options, PageCompressor compressor, BufferAllocator allocator) {
        this.leaf = leaf;
        this.compressor = compressor;
        this.pageRows = options.pageRows();
        this.pageBytes = options.pageBytes();
        this.buffer = new PageBuffer(leaf, allocator);
        this.dictionary = new ValueDictionary(allocator);
        this.index = new ChunkIndex(leaf.type().order());
        this.body = new PageBody(leaf.type(), compressor, allocator);
        this.dictionaryHeader = new GrowingBuffer(allocator);
        this.compressedDictionary = new GrowingBuffer(allocator);
        this.indices = new GrowingBuffer(allocator);
        this.pages = new GrowingBuffer(allocator);
        this.encoded = firstEncoding();
    }

    private Encoded firstEncoding() {
        ValueOrder order = leaf.type().order();
        return order == ValueOrder.BOOLEAN || order == ValueOrder.NONE ? Encoded.PLAIN : Encoded.UNDECIDED;
    }

    /// Bytes held for the chunk, about.
    long sizeBytes() {
        return pages.sizeBytes() + buffer.valueBytes() + dictionary.sizeBytes();
    }

    /// Adds rows of the leaf's top-level column.
    void append(ArrayData column, int from, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int rows = Math.min(Math.min(count - done, stepRows), pageRows - buffer.rowCount());
            long before = buffer.pageBytes();
            appendStep(column, from + done, rows);
            done += rows;
            boolean isLarge = buffer.pageBytes() - before > pageBytes / 4;
            stepRows = isLarge ? Math.max(1, stepRows / 2) : Math.min(MAXIMUM_STEP_ROWS, stepRows * 2);
            if (buffer.rowCount() == pageRows || buffer.pageBytes() >= pageBytes) {
                endPage();
            }
        }
    }

    private void appendStep(ArrayData column, int from, int rows) {
        try {
            buffer.append(column, from, rows);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("column '" + leaf.name() + "': " + e.getMessage(), e);
        }
    }

    private void endPage() throws IOException {
        buffer.endPage();
        bufferedValues += buffer.pages().getLast().valueCount();
        if (encoded != Encoded.UNDECIDED || bufferedValues >= SAMPLE_VALUES) {
            encodePages();
        }
    }

    private void encodePages() throws IOException {
        if (encoded == Encoded.UNDECIDED) {
            encoded = dictionaryPays() ? Encoded.DICTIONARY : Encoded.PLAIN;
        }
        for (PageBuffer.Page page : buffer.pages()) {
            encode(page);
        }
        buffer.clear();
        bufferedValues = 0;
    }

    /// Tries a dictionary on the values that are waiting.
    private boolean dictionaryPays() {
        for (PageBuffer.Page page : buffer.pages()) {
            addIndices(page);
        }
        long allIndexBytes = (long) bufferedValues * indexBits() / Byte.SIZE;
        indices.truncate(0);
        boolean pays =
                dictionary.sizeBytes() <= ValueDictionary.MAXIMUM_BYTES
                        && dictionary.sizeBytes() + allIndexBytes < DICTIONARY_SHARE * buffer.valueBytes();
        if (!pays) {
            dictionary.clear();
        }
        return pays;
    }

    private void addIndices(PageBuffer.Page page) {
        long at = buffer.valuesOf(page);
        long end = at + page.valueBytes();
        int width = leaf.type().plainBytes();
        while (at < end) {
            int bytes = width > 0 ? width : Integer.BYTES + Memory.getPlainInt(at);
            indices.appendInt(dictionary.indexOf(at, bytes));
            at += bytes;
        }
    }

    /// The bits of an index; at least one, as some readers want it.
    private int indexBits() {
        return Math.max(1, HybridEncoder.bitWidth(dictionary.count() - 1));
    }

    private void encode(PageBuffer.Page page) throws IOException {
        long values = buffer.valuesOf(page);
        ValueBounds bounds = ValueBounds.of(leaf.type().order(), leaf.type().width(), values, page.valueBytes());
        body.begin(leaf, buffer.repetitionsOf(page), buffer.definitionsOf(page), page.entryCount());
        Encoding encoding = encodeValues(page, values);
        encodings.add(encoding);
        int nullCount = page.entryCount() - page.valueCount();
        DataPageHeaderV2 pageHeader =
                new DataPageHeaderV2(
                                page.entryCount(),
                                nullCount,
                                page.rowCount(),
                                encoding,
                                body.definitionBytes(),
                                body.repetitionBytes())
                        .setIs_compressed(body.isCompressed());
        PageHeader header =
                new PageHeader(PageType.DATA_PAGE_V2, body.uncompressedBytes(), body.storedBytes())
                        .setData_page_header_v2(pageHeader);
        long start = pages.sizeBytes();
        addPage(header, body.address(), body.storedBytes());
        index.add(start, (int) (pages.sizeBytes() - start), rowCount, page.valueCount(), nullCount, bounds);
        rowCount += page.rowCount();
        entryCount += page.entryCount();
    }

    private Encoding encodeValues(PageBuffer.Page page, long values) throws IOException {
        plainBytes += page.valueBytes();
        if (encoded == Encoded.DICTIONARY) {
            encodeIndices(page);
            return Encoding.RLE_DICTIONARY;
        }
        if (leaf.type().order() == ValueOrder.BOOLEAN) {
            body.endWithBooleans(values, page.valueCount());
            return Encoding.PLAIN;
        }
        return body.endWithValues(values, page.valueBytes(), page.valueCount());
    }

    /// A dictionary that has grown beyond its use serves this page for the last time.
    private void encodeIndices(PageBuffer.Page page) throws IOException {
        addIndices(page);
        body.endWithIndices(indices.address(), page.valueCount(), indexBits());
        indices.truncate(0);
        indexBytes += body.uncompressedBytes();
        if (dictionary.sizeBytes() > ValueDictionary.MAXIMUM_BYTES
                || dictionary.sizeBytes() + indexBytes > plainBytes) {
            encoded = Encoded.PLAIN;
        }
    }

    private void addPage(PageHeader header, long address, int bytes) throws IOException {
        header.setCrc(crc(address, bytes));
        long start = pages.sizeBytes();
        Util.writePageHeader(header, pages.asStream());
        uncompressedBytes += pages.sizeBytes() - start + header.getUncompressed_page_size();
        pages.append(address, bytes);
    }

    private static int crc(long address, int bytes) {
        CRC32 crc = new CRC32();
        crc.update(Memory.asByteBuffer(address, bytes));
        return (int) crc.getValue();
    }

    /// Ends the chunk and writes it.
    WrittenChunk writeChunk(AtomicFile file) throws IOException {
        if (buffer.rowCount() > 0) {
            endPage();
        }
        encodePages();
        long start = file.position();
        if (encodings.hasDictionary()) {
            writeDictionary(file);
        }
        long dataStart = file.position();
        file.write(pages.address(), pages.sizeBytes());
        ColumnMetaData metadata =
                new ColumnMetaData(
                                leaf.type().physical(),
                                encodings.encodings(),
                                leaf.names(),
                                compressor.codec(),
                                entryCount,
                                uncompressedBytes,
                                file.position() - start,
                                dataStart)
                        .setStatistics(index.statistics())
                        .setEncoding_stats(encodings.statistics());
        if (encodings.hasDictionary()) {
            metadata.setDictionary_page_offset(start);
        }
        WrittenChunk chunk =
                new WrittenChunk(
                        new ColumnChunk(0).setMeta_data(metadata),
                        uncompressedBytes,
                        index.offsetIndex(dataStart),
                        index.columnIndex());
        clear();
        return chunk;
    }

    private void writeDictionary(AtomicFile file) throws IOException {
        int bytes = Math.toIntExact(dictionary.sizeBytes());
        // Dictionary pages have no mark for being stored as they are.
        compressedDictionary.truncate(0);
        compressor.compress(dictionary.address(), bytes, compressedDictionary);
        int storedBytes = Math.toIntExact(compressedDictionary.sizeBytes());
        PageHeader header =
                new PageHeader(PageType.DICTIONARY_PAGE, bytes, storedBytes)
                        .setDictionary_page_header(new DictionaryPageHeader(dictionary.count(), Encoding.PLAIN))
                        .setCrc(crc(compressedDictionary.address(), storedBytes));
        dictionaryHeader.truncate(0);
        Util.writePageHeader(header, dictionaryHeader.asStream());
        file.write(dictionaryHeader.address(), dictionaryHeader.sizeBytes());
        file.write(compressedDictionary.address(), storedBytes);
        uncompressedBytes += dictionaryHeader.sizeBytes() + bytes;
    }

    private void clear() {
        pages.truncate(0);
        dictionary.clear();
        index.clear();
        encoded = firstEncoding();
        encodings.clear();
        rowCount = 0;
        entryCount = 0;
        plainBytes = 0;
        indexBytes = 0;
        uncompressedBytes = 0;
    }

    @Override
    public void close() {
        buffer.close();
        dictionary.close();
        body.close();
        dictionaryHeader.close();
        compressedDictionary.close();
        indices.close();
        pages.close();
    }

    /// A chunk in the file, and what is still to be written of it.
    ///
    /// @param uncompressedBytes its size before compression, with page headers
    record WrittenChunk(
            ColumnChunk chunk, long uncompressedBytes, OffsetIndex offsetIndex, @Nullable ColumnIndex columnIndex) {}
}
