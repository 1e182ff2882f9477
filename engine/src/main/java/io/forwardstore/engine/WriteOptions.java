package io.forwardstore.engine;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;

/// How a table is written: format, compression, how its rows are cut into blocks and pages, which rows, and the
/// dictionaries of its columns.
///
/// Start from [#arrow], [#parquet] or [#parquetForFetching] and change what differs. Immutable.
public final class WriteOptions {
    /// Rows of a record batch unless chosen otherwise.
    public static final int DEFAULT_BATCH_ROWS = 65_536;

    /// Rows of a row group unless chosen otherwise.
    public static final int DEFAULT_ROW_GROUP_ROWS = 131_072;

    /// Rows of a data page unless chosen otherwise: few enough that one row costs little to decompress, enough that the
    /// file stays small.
    public static final int DEFAULT_PAGE_ROWS = 512;

    /// Bytes before compression at which a data page ends unless chosen otherwise.
    public static final int DEFAULT_PAGE_BYTES = 12 << 10;

    /// Rows of a data page in files made for fetching.
    public static final int FETCHING_PAGE_ROWS = 256;

    /// Bytes before compression at which a data page ends in files made for fetching.
    public static final int FETCHING_PAGE_BYTES = 8 << 10;

    private static final Set<Compression> ARROW_COMPRESSIONS =
            EnumSet.of(Compression.UNCOMPRESSED, Compression.LZ4, Compression.ZSTD);

    private final FileFormat format;
    private final Compression compression;
    private final Cut cut;
    private final @Nullable LongPredicate rowFilter;
    private final DictionaryProvider dictionaries;
    private final @Nullable BufferAllocator allocator;

    /// How rows are cut; 0 for what a format does not have.
    private record Cut(int blockRows, int pageRows, int pageBytes) {}

    private WriteOptions(
            FileFormat format,
            Compression compression,
            Cut cut,
            @Nullable LongPredicate rowFilter,
            DictionaryProvider dictionaries,
            @Nullable BufferAllocator allocator) {
        this.format = format;
        this.compression = compression;
        this.cut = cut;
        this.rowFilter = rowFilter;
        this.dictionaries = dictionaries;
        this.allocator = allocator;
    }

    private static WriteOptions of(FileFormat format, Compression compression, Cut cut) {
        return new WriteOptions(format, compression, cut, null, new DictionaryProvider.MapDictionaryProvider(), null);
    }

    /// An uncompressed Arrow IPC file, which is read without a copy.
    public static WriteOptions arrow() {
        return of(FileFormat.ARROW, Compression.UNCOMPRESSED, new Cut(DEFAULT_BATCH_ROWS, 0, 0));
    }

    /// A Parquet file of small pages with ZSTD: about as small as with large pages, and quick to fetch from.
    public static WriteOptions parquet() {
        return of(
                FileFormat.PARQUET,
                Compression.ZSTD,
                new Cut(DEFAULT_ROW_GROUP_ROWS, DEFAULT_PAGE_ROWS, DEFAULT_PAGE_BYTES));
    }

    /// A Parquet file of very small pages with LZ4: larger, and as quick to fetch single rows from as Parquet gets.
    public static WriteOptions parquetForFetching() {
        return of(
                FileFormat.PARQUET,
                Compression.LZ4,
                new Cut(DEFAULT_ROW_GROUP_ROWS, FETCHING_PAGE_ROWS, FETCHING_PAGE_BYTES));
    }

    /// The default options of a format.
    public static WriteOptions of(FileFormat format) {
        return switch (format) {
            case ARROW -> arrow();
            case PARQUET -> parquet();
        };
    }

    /// With another compression.
    ///
    /// @throws IllegalArgumentException if the format does not have it
    public WriteOptions withCompression(Compression value) {
        if (format == FileFormat.ARROW && !ARROW_COMPRESSIONS.contains(value)) {
            throw new IllegalArgumentException(
                    "Arrow IPC files have no " + value + " compression. Available: " + ARROW_COMPRESSIONS);
        }
        return new WriteOptions(format, value, cut, rowFilter, dictionaries, allocator);
    }

    /// With record batches or row groups of another number of rows. The last one, and those of very large rows, have
    /// fewer.
    ///
    /// @param rows at least 1
    public WriteOptions withBlockRows(int rows) {
        return with(new Cut(positive(rows, "rows of a block"), cut.pageRows, cut.pageBytes));
    }

    /// With data pages of another number of rows. Pages of large values have fewer.
    ///
    /// @param rows at least 1
    /// @throws IllegalArgumentException if the format has no pages
    public WriteOptions withPageRows(int rows) {
        requirePages();
        return with(new Cut(cut.blockRows, positive(rows, "rows of a page"), cut.pageBytes));
    }

    /// With data pages that end at another size, before compression, should their rows be large.
    ///
    /// @param bytes at least 1
    /// @throws IllegalArgumentException if the format has no pages
    public WriteOptions withPageBytes(int bytes) {
        requirePages();
        return with(new Cut(cut.blockRows, cut.pageRows, positive(bytes, "bytes of a page")));
    }

    private WriteOptions with(Cut value) {
        return new WriteOptions(format, compression, value, rowFilter, dictionaries, allocator);
    }

    private void requirePages() {
        if (format == FileFormat.ARROW) {
            throw new IllegalArgumentException("Arrow IPC files have no pages: choose the rows of a block instead");
        }
    }

    /// With only those rows for whose number the filter says yes. Rows are numbered from 0 in the order in which they
    /// come to the writer; it is asked once for each row, in order.
    public WriteOptions withRowFilter(LongPredicate keep) {
        return new WriteOptions(format, compression, cut, Objects.requireNonNull(keep), dictionaries, allocator);
    }

    /// With the dictionaries of dictionary-encoded columns. They are looked up at each batch, so that they may change
    /// between two.
    public WriteOptions withDictionaries(DictionaryProvider provider) {
        return new WriteOptions(format, compression, cut, rowFilter, Objects.requireNonNull(provider), allocator);
    }

    /// With memory charged to an allocator of the caller's, which must stay open until the writer is closed. Without
    /// one, a writer has its own.
    public WriteOptions withAllocator(BufferAllocator value) {
        return new WriteOptions(format, compression, cut, rowFilter, dictionaries, Objects.requireNonNull(value));
    }

    /// The format.
    public FileFormat format() {
        return format;
    }

    /// The compression of data.
    public Compression compression() {
        return compression;
    }

    /// Rows of a record batch or row group.
    public int blockRows() {
        return cut.blockRows;
    }

    /// Rows of a data page; 0 for formats without pages.
    public int pageRows() {
        return cut.pageRows;
    }

    /// The size at which a data page ends, in bytes before compression; 0 for formats without pages.
    public int pageBytes() {
        return cut.pageBytes;
    }

    /// Says of a row, by its number, whether it is written; null if every row is.
    public @Nullable LongPredicate rowFilter() {
        return rowFilter;
    }

    /// The dictionaries of dictionary-encoded columns.
    public DictionaryProvider dictionaries() {
        return dictionaries;
    }

    /// What memory is charged to, or null for an allocator of the writer's own.
    public @Nullable BufferAllocator allocator() {
        return allocator;
    }

    private static int positive(int value, String what) {
        if (value < 1) {
            throw new IllegalArgumentException("Invalid " + what + " " + value + ": expected at least 1");
        }
        return value;
    }
}
