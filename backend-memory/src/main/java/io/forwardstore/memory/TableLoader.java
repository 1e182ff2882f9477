package io.forwardstore.memory;

import io.forwardstore.CorruptFileException;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.Files;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.internal.array.ArrayChecks;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.array.StoredFields;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Makes a file's table resident.
///
/// An uncompressed Arrow IPC file is copied as it is and served from the copy. Of any other file every page is decoded
/// once; a decoded column has one page a block, so that natural batches of a scan share it.
final class TableLoader {
    private static final byte[] PARQUET_MAGIC = {'P', 'A', 'R', '1'};
    private static final int MAX_PAGE_ROWS = 1 << 20;
    private static final int MIN_PAGE_ROWS = 1 << 8;
    private static final int PAGE_ROWS_STEP = 1 << 4;

    private final Path file;
    private final StorageOptions options;
    private final LoadProgress progress;
    private final MemoryBudget budget;
    private long sizeBytes;

    private TableLoader(Path file, StorageOptions options, LoadProgress progress) {
        this.file = file;
        this.options = options;
        this.progress = progress;
        this.budget = new MemoryBudget(file.toString(), options.get(MemoryOptions.BYTE_LIMIT));
    }

    /// Loads a table.
    ///
    /// @throws IOException if it is larger than [MemoryOptions#BYTE_LIMIT] allows, or cannot be read
    static TableFile load(Path file, StorageOptions options, LoadProgress progress) throws IOException {
        Files.requireReadable(file);
        return new TableLoader(file, options, progress).load();
    }

    private TableFile load() throws IOException {
        if (isParquet()) {
            return decoded(TableFiles.open(PositionalFileSource.open(file), options));
        }
        ResidentFile source = ResidentFile.load(file, budget, options.allocator(), progress);
        TableFile table = TableFiles.open(source, options);
        return table.columns().stream().allMatch(Column::isDirect) ? table : decoded(table);
    }

    private boolean isParquet() throws IOException {
        try (PositionalFileSource source = PositionalFileSource.open(file);
                PageScope scratch = new AllocatorScope(options.allocator())) {
            sizeBytes = source.sizeBytes();
            if (sizeBytes < PARQUET_MAGIC.length) {
                return false;
            }
            long address = source.read(0, PARQUET_MAGIC.length, scratch);
            for (int i = 0; i < PARQUET_MAGIC.length; i++) {
                if (Memory.getByte(address + i) != PARQUET_MAGIC[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private TableFile decoded(TableFile table) throws IOException {
        List<DecodedColumn> columns = new ArrayList<>();
        try {
            for (Column column : table.columns()) {
                columns.add(decode(table, column));
                progress.loaded(columns.size() * sizeBytes / table.columns().size(), sizeBytes);
            }
            return new DecodedTable(table, columns);
        } catch (MalformedPageException e) {
            CorruptFileException corrupt =
                    new CorruptFileException(table.name(), e.fileOffsetBytes(), String.valueOf(e.getMessage()), e);
            close(table, columns, corrupt);
            throw corrupt;
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            close(table, columns, cause);
            throw cause;
        } catch (Throwable e) {
            close(table, columns, e);
            throw e;
        }
    }

    private static void close(TableFile table, List<DecodedColumn> columns, Throwable cause) {
        columns.forEach(DecodedColumn::close);
        try {
            table.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private DecodedColumn decode(TableFile table, Column column) throws IOException {
        int pageRows = MAX_PAGE_ROWS;
        while (true) {
            BudgetedScope memory = new BudgetedScope(new AllocatorScope(options.allocator()), budget);
            try {
                return decode(table.blocks(), column, pageRows, memory);
            } catch (IllegalArgumentException e) {
                // So many values do not fit into one vector.
                memory.close();
                if (pageRows <= MIN_PAGE_ROWS) {
                    throw e;
                }
                pageRows /= PAGE_ROWS_STEP;
            } catch (Throwable e) {
                memory.close();
                throw e;
            }
        }
    }

    /// Decodes a column into pages of at most so many rows, none of which spans two blocks.
    private static DecodedColumn decode(PageIndex blocks, Column column, int pageRows, BudgetedScope memory)
            throws IOException {
        Field field = StoredFields.decoded(column.storedField());
        List<Long> firstRows = new ArrayList<>();
        List<ArrayData> pages = new ArrayList<>();
        try (ColumnCursor cursor = column.cursor(0)) {
            for (int block = 0; block < blocks.count(); block++) {
                long end = blocks.firstRow(block + 1);
                long row = blocks.firstRow(block);
                while (row < end) {
                    ArrayData page = cursor.next((int) Math.min(pageRows, end - row), memory);
                    ArrayChecks.check(field, page);
                    pages.add(page);
                    firstRows.add(row);
                    row += page.length();
                }
            }
        }
        firstRows.add(blocks.rowCount());
        PageIndex index = PageIndex.of(firstRows.stream().mapToLong(Long::longValue).toArray());
        return new DecodedColumn(column, index, pages, memory);
    }
}
