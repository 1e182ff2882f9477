package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rules of group WRITE about tables that become files.
interface FlushRules extends StorageUnderTest {
    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-10 a flushed table opens with the rows that it had")
    default void aFlushedTableOpens(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        Path file = fixture.newDirectory().resolve("new" + fixture.format().suffix());
        WritableForwardStore store = fixture.create(file, dataset.schema());
        NewTables.appendAll(fixture, store, dataset);
        store.flush();
        try (ForwardStore read = fixture.open(file)) {
            assertEquals(dataset.rowCount(), read.rowCount());
            assertEquals(dataset.schema().getFields(), read.physicalSchema().getFields());
            Checks.fetch(read, dataset, dataset.columnNames(), 3, 50, 99);
            Checks.scan(read, dataset, ScanOptions.of(dataset.columnNames()));
        }
        Checks.fetch(store, dataset, dataset.columnNames(), 3, 50, 99);
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-11 a flush replaces the file as a whole and leaves nothing beside it")
    default void aFlushReplacesTheFileAsAWhole(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(60, 30);
        Path file = fixture.newDirectory().resolve("new" + fixture.format().suffix());
        WritableForwardStore store = fixture.create(file, dataset.schema());
        Set<Path> around = neighbours(file);
        List<VectorSchemaRoot> batches = dataset.batches(fixture.allocator());
        try {
            store.append(batches.get(0));
            store.flush();
            ForwardStore early = fixture.open(file);
            store.append(batches.get(1));
            try (ForwardStore unflushed = fixture.open(file)) {
                assertEquals(30, unflushed.rowCount(), "rows before the second flush");
            }
            store.flush();
            assertEquals(30, early.rowCount());
            Checks.fetch(early, dataset, List.of("id", "name"), Checks.range(0, 30));
            try (ForwardStore late = fixture.open(file)) {
                Checks.fetch(late, dataset, List.of("id", "name"), Checks.range(0, 60));
            }
        } finally {
            batches.forEach(VectorSchemaRoot::close);
        }
        around.add(file);
        assertEquals(around, neighbours(file), "what a store keeps beside its file while it is open");
        store.close();
        assertEquals(Set.of(file), neighbours(file), "what is left when it is closed");
    }

    private static Set<Path> neighbours(Path file) throws IOException {
        try (Stream<Path> entries = Files.list(file.resolveSibling(""))) {
            return entries.collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-12 closing flushes")
    default void closingFlushes(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(60, 30);
        Path file = fixture.newDirectory().resolve("new" + fixture.format().suffix());
        try (WritableForwardStore store = fixture.create(file, dataset.schema())) {
            NewTables.appendAll(fixture, store, dataset);
        }
        Checks.fetch(fixture.open(file), dataset, List.of("id", "name"), Checks.range(0, 60));
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-13 a flush that fails leaves the file and the store as they were")
    default void aFailedFlushChangesNothing(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(60, 30);
        Path directory = fixture.newDirectory().resolve("gone");
        Path file = Files.createDirectory(directory).resolve("new" + fixture.format().suffix());
        WritableForwardStore store = fixture.create(file, dataset.schema());
        NewTables.appendAll(fixture, store, dataset);
        store.flush();
        byte[] content = Files.readAllBytes(file);
        Path aside = directory.resolveSibling("aside");
        Files.move(directory, aside);
        IOException refusal = assertThrows(IOException.class, store::flush);
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("["), refusal::toString);
        Files.move(aside, directory);
        assertArrayEquals(content, Files.readAllBytes(file), "content of the file");
        Checks.fetch(store, dataset, List.of("id", "name"), Checks.range(0, 60));
        store.flush();
    }
}
