package io.forwardstore.testkit;

import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.data.Dataset;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tables that a test makes and fills.
final class NewTables {
    private NewTables() {}

    static WritableForwardStore create(Fixture fixture, Schema schema) throws IOException {
        return fixture.create(fixture.newDirectory().resolve("new" + fixture.format().suffix()), schema);
    }

    static void appendAll(Fixture fixture, WritableForwardStore store, Dataset dataset) throws IOException {
        List<VectorSchemaRoot> batches = dataset.batches(fixture.allocator());
        try {
            for (VectorSchemaRoot batch : batches) {
                store.append(batch);
            }
        } finally {
            batches.forEach(VectorSchemaRoot::close);
        }
    }

    static Map<String, @Nullable Object> row(Dataset dataset, long row) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int column = 0; column < dataset.columnNames().size(); column++) {
            values.put(dataset.columnNames().get(column), dataset.value(column, row));
        }
        return values;
    }
}
