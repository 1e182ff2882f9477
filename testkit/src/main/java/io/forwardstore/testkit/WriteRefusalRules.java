package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.function.Executable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The rules of group WRITE about tables that take no more.
interface WriteRefusalRules extends StorageUnderTest {
    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-14 writing to a closed store is refused")
    default void writingToAClosedStoreIsRefused(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(30, 30);
        WritableForwardStore store = NewTables.create(fixture, dataset.schema());
        store.close();
        store.close();
        Class<IllegalStateException> type = IllegalStateException.class;
        assertThrows(type, () -> store.insert(Map.of("id", 1L)));
        assertThrows(type, store::flush);
        try (VectorSchemaRoot batch = dataset.batches(fixture.allocator()).getFirst()) {
            assertThrows(type, () -> store.append(batch));
        }
        assertThrows(type, () -> store.fetch(List.of("id"), new long[0]).close());
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-17 a full table says so and takes no more")
    default void aFullTableTakesNoMore(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(11, 11);
        StorageOptions limited = fixture.subject().optionsForAtMost(10).with(fixture.allocator());
        assumeTrue(!limited.toString().equals(fixture.options().toString()), "optionsForAtMost() sets no limit");
        Path file = fixture.newDirectory().resolve("new" + fixture.format().suffix());
        try (WritableForwardStore store = fixture.provider().create(file, dataset.schema(), limited)) {
            for (long row = 0; row < 10; row++) {
                assertFalse(store.isFull(), "full at " + row + " rows");
                store.insert(NewTables.row(dataset, row));
            }
            assertTrue(store.isFull(), "full at 10 rows");
            assertThrows(IllegalStateException.class, () -> store.insert(NewTables.row(dataset, 10)));
            try (VectorSchemaRoot batch = dataset.batches(fixture.allocator()).getFirst()) {
                assertThrows(IllegalStateException.class, () -> store.append(batch));
            }
            assertEquals(10, store.rowCount());
            Checks.fetch(store, dataset, List.of("id", "name"), Checks.range(0, 10));
        }
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-18 the message of every refused write starts with the table in brackets")
    default void everyRefusedWriteNamesTheTable(Fixture fixture) throws IOException {
        Path file = fixture.newDirectory().resolve("new" + fixture.format().suffix());
        Dataset dataset = Datasets.boundary(30, 30);
        WritableForwardStore store = fixture.create(file, dataset.schema());
        WritableForwardStore closed =
                fixture.create(fixture.newDirectory().resolve(file.getFileName()), dataset.schema());
        closed.close();
        List<Executable> calls =
                List.of(
                        () -> store.insert(Map.of("id", 1L, "colour", "red")),
                        () -> store.insert(Map.of("id", "seven")),
                        () -> store.insert(Map.of()),
                        () -> closed.insert(Map.of("id", 1L)),
                        closed::flush);
        for (Executable call : calls) {
            Exception refusal = assertThrows(Exception.class, call);
            String message = String.valueOf(refusal.getMessage());
            assertTrue(message.startsWith("["), message);
            assertTrue(message.contains(file.getFileName() + "]"), message);
        }
    }
}
