package io.forwardstore.cli;

import io.forwardstore.StorageOptions;
import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnStorage;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.TableFiles;

import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What a table file says of itself.
///
/// @param file the file
/// @param sizeBytes its size
/// @param schema the table's schema
/// @param rowCount rows
/// @param blockCount record batches or row groups
/// @param largestBlockRows rows of the largest of them
/// @param columns the columns, in the schema's order
record TableFacts(
        Path file,
        long sizeBytes,
        Schema schema,
        long rowCount,
        int blockCount,
        long largestBlockRows,
        List<ColumnFacts> columns) {
    /// @param field the column's field
    /// @param largestPageRows rows of the largest run of rows that can be read by itself
    /// @param storage how it lies in the file
    record ColumnFacts(Field field, long largestPageRows, ColumnStorage storage) {}

    static TableFacts of(Path file, StorageOptions options) throws IOException {
        try (TableFile table = TableFiles.open(PositionalFileSource.open(file), options)) {
            List<ColumnFacts> columns = new ArrayList<>();
            for (Column column : table.columns()) {
                ColumnStorage storage = Objects.requireNonNull(column.storage());
                columns.add(new ColumnFacts(column.field(), largest(column.pages()), storage));
            }
            PageIndex blocks = table.blocks();
            return new TableFacts(
                    file,
                    Files.size(file),
                    table.schema(),
                    blocks.rowCount(),
                    blocks.count(),
                    largest(blocks),
                    List.copyOf(columns));
        }
    }

    private static long largest(PageIndex runs) {
        long largest = 0;
        for (int run = 0; run < runs.count(); run++) {
            largest = Math.max(largest, runs.rowsIn(run));
        }
        return largest;
    }
}
