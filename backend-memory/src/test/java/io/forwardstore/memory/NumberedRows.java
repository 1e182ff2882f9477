package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.WritableForwardStore;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rows whose every value is a function of the row's number, so that any table of them can be checked.
final class NumberedRows {
    static final Schema SCHEMA =
            new Schema(
                    List.of(
                            Field.notNullable("id", new ArrowType.Int(64, true)),
                            Field.nullable("name", new ArrowType.Utf8()),
                            Field.nullable("even", new ArrowType.Bool())));
    static final List<String> COLUMNS = List.of("id", "name", "even");

    private NumberedRows() {}

    static VectorSchemaRoot batch(long firstRow, int rows, BufferAllocator allocator) {
        VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator);
        for (int i = 0; i < rows; i++) {
            long row = firstRow + i;
            ((BigIntVector) root.getVector("id")).setSafe(i, row);
            String name = name(row);
            if (name != null) {
                ((VarCharVector) root.getVector("name")).setSafe(i, name.getBytes(StandardCharsets.UTF_8));
            }
            if (even(row) != null) {
                ((BitVector) root.getVector("even")).setSafe(i, even(row) ? 1 : 0);
            }
        }
        root.setRowCount(rows);
        return root;
    }

    /// Adds the rows that come next.
    static void append(WritableForwardStore store, int rows, BufferAllocator allocator) throws IOException {
        if (rows == 1) {
            store.insert(row(store.rowCount()));
            return;
        }
        try (VectorSchemaRoot batch = batch(store.rowCount(), rows, allocator)) {
            store.append(batch);
        }
    }

    static Map<String, @Nullable Object> row(long row) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", row);
        values.put("name", name(row));
        values.put("even", even(row));
        return values;
    }

    private static @Nullable String name(long row) {
        return row % 7 == 3 ? null : "row " + row + ".".repeat((int) (row * 31 % 23));
    }

    private static @Nullable Boolean even(long row) {
        return row % 5 == 1 ? null : row % 2 == 0;
    }

    /// Checks every row of a store, by a scan and by some fetches.
    static void check(ForwardStore store, long rows) throws IOException {
        assertEquals(rows, store.rowCount(), "rows");
        long row = 0;
        try (ArrowReader reader = store.scan(ScanOptions.of(COLUMNS))) {
            while (reader.loadNextBatch()) {
                VectorSchemaRoot batch = reader.getVectorSchemaRoot();
                for (int i = 0; i < batch.getRowCount(); i++) {
                    checkRow(batch, i, row++);
                }
            }
        }
        assertEquals(rows, row, "rows scanned");
        if (rows > 0) {
            long[] some = {rows - 1, 0, rows / 2, rows - 1, rows / 3};
            try (VectorSchemaRoot fetched = store.fetch(COLUMNS, some)) {
                for (int i = 0; i < some.length; i++) {
                    checkRow(fetched, i, some[i]);
                }
            }
        }
    }

    static void checkRow(VectorSchemaRoot root, int index, long row) {
        assertEquals(row, ((BigIntVector) root.getVector("id")).get(index), "id");
        Object name = root.getVector("name").getObject(index);
        assertEquals(name(row), name == null ? null : name.toString(), () -> "name of row " + row);
        assertEquals(even(row), root.getVector("even").getObject(index), () -> "even of row " + row);
    }
}
