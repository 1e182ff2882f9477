package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.ReferenceTable;
import io.forwardstore.testkit.data.VectorValues;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/// What the rules assert.
final class Checks {
    private Checks() {}

    /// That an answer has these columns of these rows, by name and value.
    static void rows(Dataset dataset, List<String> columns, long[] rows, @Nullable VectorSchemaRoot answer) {
        assertNotNull(answer, "the answer is null");
        assertEquals(columns, names(answer), "columns of the answer");
        assertEquals(rows.length, answer.getRowCount(), "rows of the answer");
        ReferenceTable reference = new ReferenceTable(dataset);
        for (int column = 0; column < columns.size(); column++) {
            FieldVector vector = answer.getVector(column);
            assertEquals(rows.length, vector.getValueCount(), "values of " + columns.get(column));
            for (int i = 0; i < rows.length; i++) {
                Object expected = reference.value(columns.get(column), rows[i]);
                Object actual = VectorValues.value(vector, i);
                if (!Objects.equals(expected, actual)) {
                    fail(
                            String.format(
                                    "%s, column '%s', row %d (place %d of %d): expected %s but was %s",
                                    dataset, columns.get(column), rows[i], i, rows.length, expected, actual));
                }
            }
        }
    }

    /// That fetching these columns of these rows answers them.
    static void fetch(ForwardStore store, Dataset dataset, List<String> columns, long... rows) throws IOException {
        try (VectorSchemaRoot answer = store.fetch(columns, rows.clone())) {
            rows(dataset, columns, rows, answer);
        }
    }

    /// That scanning answers these rows of the columns in order, and the sizes of its batches.
    static List<Integer> scan(ForwardStore store, Dataset dataset, ScanOptions options) throws IOException {
        try (ArrowReader reader = store.scan(options)) {
            return rest(reader, dataset, options.columns(), options.firstRow(), end(dataset, options));
        }
    }

    /// The row after the last one of a scan.
    static long end(Dataset dataset, ScanOptions options) {
        return Math.min(options.endRow(), dataset.rowCount());
    }

    /// That a reader answers the rows up to the end, and the sizes of its batches.
    static List<Integer> rest(
            @Nullable ArrowReader reader, Dataset dataset, List<String> columns, long firstRow, long endRow)
            throws IOException {
        assertNotNull(reader, "the reader is null");
        List<Integer> sizes = new ArrayList<>();
        long row = firstRow;
        while (reader.loadNextBatch()) {
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            int size = batch.getRowCount();
            assertTrue(row + size <= endRow, "the scan goes on past row " + endRow);
            rows(dataset, columns, range(row, row + size), batch);
            sizes.add(size);
            row += size;
        }
        assertEquals(endRow, row, "the row at which the scan ended");
        return sizes;
    }

    static List<String> names(VectorSchemaRoot root) {
        return root.getSchema().getFields().stream().map(org.apache.arrow.vector.types.pojo.Field::getName).toList();
    }

    /// The rows from `firstRow` (inclusive) to `endRow` (exclusive).
    static long[] range(long firstRow, long endRow) {
        return LongStream.range(firstRow, endRow).toArray();
    }

    /// That a call is refused with an exception of that very type, and that its message mentions what it should.
    static <X extends Exception> X refused(Class<X> type, Executable call, Object... mentioned) {
        X refusal = assertThrows(type, call);
        // Without the table in brackets: its path may hold any number.
        String message = String.valueOf(refusal.getMessage()).replaceFirst("^\\[.*?] ", "");
        for (Object mention : mentioned) {
            assertTrue(
                    message.contains(mention.toString()),
                    () -> "expected a message that mentions " + mention + " but was: " + message);
        }
        return refusal;
    }
}
