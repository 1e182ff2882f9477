package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ScanOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rules of group WRITE about tables that take rows of Java values.
interface InsertRules extends StorageUnderTest {
    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-7 an inserted row is there when insert returns")
    default void anInsertedRowIsThere(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(40, 7);
        WritableForwardStore store = NewTables.create(fixture, dataset.schema());
        for (long row = 0; row < dataset.rowCount(); row++) {
            store.insert(NewTables.row(dataset, row));
            assertEquals(row + 1, store.rowCount());
            Checks.fetch(store, dataset, List.of("name", "id"), row);
        }
        Checks.scan(store, dataset, ScanOptions.of("id", "name"));
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-8 a nullable column that is left out of an insert is null")
    default void aColumnLeftOutIsNull(Fixture fixture) throws IOException {
        WritableForwardStore store = NewTables.create(fixture, Datasets.boundary(1, 1).schema());
        store.insert(Map.of("id", 7L));
        try (VectorSchemaRoot answer = store.fetch(List.of("id", "name"), 0)) {
            assertEquals(7L, answer.getVector("id").getObject(0));
            assertTrue(answer.getVector("name").isNull(0), "the column left out is null");
        }
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-9 an insert that does not fit is refused by column and adds no row")
    default void anInsertThatDoesNotFitIsRefused(Fixture fixture) throws IOException {
        WritableForwardStore store = NewTables.create(fixture, Datasets.boundary(1, 1).schema());
        Class<IllegalArgumentException> type = IllegalArgumentException.class;
        Checks.refused(type, () -> store.insert(Map.of("id", 1L, "colour", "red")), "colour");
        Checks.refused(type, () -> store.insert(Map.of("id", "seven")), "id");
        Checks.refused(type, () -> store.insert(Map.of("id", 1L, "name", 5L)), "name");
        Checks.refused(type, () -> store.insert(Map.of("name", "one")), "id");
        Map<String, @Nullable Object> withNull = new HashMap<>();
        withNull.put("id", null);
        Checks.refused(type, () -> store.insert(withNull), "id");
        assertEquals(0, store.rowCount());
        store.insert(Map.of("id", 1L));
        assertEquals(1, store.rowCount());
    }
}
