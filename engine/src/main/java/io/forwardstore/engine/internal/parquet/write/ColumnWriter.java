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
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

    /// The share of the plain size that a dictionary must save, and compression for a page to be stored compressed:
    /// less is not worth what reading it costs.
    private static final double DICTIONARY_SHARE = 0.8;

    private static final double COMPRESSED_SHARE = 0.95;

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
    private final GrowingBuffer data;
    private final GrowingBuffer compressed;
    private final GrowingBuffer indices;
    private final GrowingBuffer pages;
    private Encoded encoded;
    private int stepRows = 1;
    private int bufferedValues;
    private int dictionaryPages;
    private int plainPages;
    private long rowCount;
    private long entryCount;
    private long plainBytes;
    private long dictionaryDataBytes;
    private long uncompressedBytes;

    ColumnWriter(LeafPath leaf, WriteOptions options, PageCompressor compressor, BufferAllocator allocator) {
        this.leaf = leaf;
        this.compressor = compressor;
        this.pageRows = options.pageRows();
        this.pageBytes = options.pageBytes();
        this.buffer = new PageBuffer(leaf, allocator);
        this.dictionary = new ValueDictionary(allocator);
        this.index = new ChunkIndex(leaf.type().order());
        this.data = new GrowingBuffer(allocator);
        this.compressed = new GrowingBuffer(allocator);
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
        long indexBytes = (long) bufferedValues * indexBits() / Byte.SIZE;
        indices.truncate(0);
        boolean pays =
                dictionary.sizeBytes() <= ValueDictionary.MAXIMUM_BYTES
                        && dictionary.sizeBytes() + indexBytes < DICTIONARY_SHARE * buffer.valueBytes();
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
            int bytes = width > 0 ? width : Integer.BYTES + Memory.getInt(at);
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
        Encoding encoding = encodeValues(page, values);
        long levelsStart = compressed.sizeBytes();
        int repetitionBytes = addLevels(buffer.repetitionsOf(page), page.entryCount(), leaf.repetition());
        int definitionBytes = addLevels(buffer.definitionsOf(page), page.entryCount(), leaf.definition());
        int dataBytes = Math.toIntExact(data.sizeBytes());
        boolean isCompressed = addData(dataBytes);
        int storedBytes = Math.toIntExact(compressed.sizeBytes() - levelsStart);
        DataPageHeaderV2 pageHeader =
                new DataPageHeaderV2(
                                page.entryCount(),
                                page.entryCount() - page.valueCount(),
                                page.rowCount(),
                                encoding,
                                definitionBytes,
                                repetitionBytes)
                        .setIs_compressed(isCompressed);
        PageHeader header =
                new PageHeader(PageType.DATA_PAGE_V2, repetitionBytes + definitionBytes + dataBytes, storedBytes)
                        .setData_page_header_v2(pageHeader);
        long start = pages.sizeBytes();
        addPage(header, compressed.address(), storedBytes);
        index.add(
                start,
                (int) (pages.sizeBytes() - start),
                rowCount,
                page.valueCount(),
                page.entryCount() - page.valueCount(),
                bounds);
        data.truncate(0);
        compressed.truncate(0);
        rowCount += page.rowCount();
        entryCount += page.entryCount();
    }

    /// Puts a page's values into `data`.
    private Encoding encodeValues(PageBuffer.Page page, long values) {
        plainBytes += page.valueBytes();
        if (encoded == Encoded.DICTIONARY) {
            encodeIndices(page);
            dictionaryPages++;
            return Encoding.RLE_DICTIONARY;
        }
        plainPages++;
        if (leaf.type().order() == ValueOrder.BOOLEAN) {
            packBits(values, page.valueCount());
        } else {
            data.append(values, page.valueBytes());
        }
        return Encoding.PLAIN;
    }

    /// A dictionary that has grown beyond its use serves this page for the last time.
    private void encodeIndices(PageBuffer.Page page) {
        addIndices(page);
        data.appendByte((byte) indexBits());
        HybridEncoder.encodeIndices(indices.address(), page.valueCount(), indexBits(), data);
        indices.truncate(0);
        dictionaryDataBytes += data.sizeBytes();
        if (dictionary.sizeBytes() > ValueDictionary.MAXIMUM_BYTES
                || dictionary.sizeBytes() + dictionaryDataBytes > plainBytes) {
            encoded = Encoded.PLAIN;
        }
    }

    private void packBits(long values, int count) {
        int bytes = Math.ceilDiv(count, Byte.SIZE);
        long target = data.extend(bytes);
        Memory.fill(target, bytes, (byte) 0);
        for (int i = 0; i < count; i++) {
            if (Memory.getByte(values + i) != 0) {
                long at = target + i / Byte.SIZE;
                Memory.putByte(at, (byte) (Memory.getByte(at) | 1 << (i % Byte.SIZE)));
            }
        }
    }

    private int addLevels(long levels, int count, int maximum) {
        if (maximum == 0) {
            return 0;
        }
        long start = compressed.sizeBytes();
        HybridEncoder.encodeLevels(levels, count, maximum, compressed);
        return Math.toIntExact(compressed.sizeBytes() - start);
    }

    /// Adds the values behind the levels, compressed if that is worth it.
    private boolean addData(int dataBytes) throws IOException {
        if (dataBytes == 0 || compressor.codec() == CompressionCodec.UNCOMPRESSED) {
            compressed.append(data.address(), dataBytes);
            return false;
        }
        long start = compressed.sizeBytes();
        compressor.compress(data.address(), dataBytes, compressed);
        if (compressed.sizeBytes() - start <= COMPRESSED_SHARE * dataBytes) {
            return true;
        }
        compressed.truncate(start);
        compressed.append(data.address(), dataBytes);
        return false;
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
        if (dictionaryPages > 0) {
            writeDictionary(file);
        }
        long dataStart = file.position();
        file.write(pages.address(), pages.sizeBytes());
        ColumnMetaData metadata =
                new ColumnMetaData(
                                leaf.type().physical(),
                                encodings(),
                                leaf.names(),
                                compressor.codec(),
                                entryCount,
                                uncompressedBytes,
                                file.position() - start,
                                dataStart)
                        .setStatistics(index.statistics())
                        .setEncoding_stats(encodingStatistics());
        if (dictionaryPages > 0) {
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
        compressor.compress(dictionary.address(), bytes, compressed);
        int storedBytes = Math.toIntExact(compressed.sizeBytes());
        PageHeader header =
                new PageHeader(PageType.DICTIONARY_PAGE, bytes, storedBytes)
                        .setDictionary_page_header(new DictionaryPageHeader(dictionary.count(), Encoding.PLAIN))
                        .setCrc(crc(compressed.address(), storedBytes));
        Util.writePageHeader(header, data.asStream());
        file.write(data.address(), data.sizeBytes());
        file.write(compressed.address(), storedBytes);
        uncompressedBytes += data.sizeBytes() + bytes;
        data.truncate(0);
        compressed.truncate(0);
    }

    private List<Encoding> encodings() {
        List<Encoding> encodings = new ArrayList<>(List.of(Encoding.PLAIN, Encoding.RLE));
        if (dictionaryPages > 0) {
            encodings.add(Encoding.RLE_DICTIONARY);
        }
        return encodings;
    }

    private List<PageEncodingStats> encodingStatistics() {
        List<PageEncodingStats> statistics = new ArrayList<>();
        if (dictionaryPages > 0) {
            statistics.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
            statistics.add(new PageEncodingStats(PageType.DATA_PAGE_V2, Encoding.RLE_DICTIONARY, dictionaryPages));
        }
        if (plainPages > 0) {
            statistics.add(new PageEncodingStats(PageType.DATA_PAGE_V2, Encoding.PLAIN, plainPages));
        }
        return statistics;
    }

    private void clear() {
        pages.truncate(0);
        dictionary.clear();
        index.clear();
        encoded = firstEncoding();
        dictionaryPages = 0;
        plainPages = 0;
        rowCount = 0;
        entryCount = 0;
        plainBytes = 0;
        dictionaryDataBytes = 0;
        uncompressedBytes = 0;
    }

    @Override
    public void close() {
        buffer.close();
        dictionary.close();
        data.close();
        compressed.close();
        indices.close();
        pages.close();
    }

    /// A chunk in the file, and what is still to be written of it.
    ///
    /// @param uncompressedBytes its size before compression, with page headers
    record WrittenChunk(
            ColumnChunk chunk, long uncompressedBytes, OffsetIndex offsetIndex, @Nullable ColumnIndex columnIndex) {}
}
