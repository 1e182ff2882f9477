package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.function.Executable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// The rules of group WRITE. They run for backends that declare that they write.
interface WriteRules extends StorageUnderTest {
    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-1 a new table is empty, with the schema that it was made with")
    default void aNewTableIsEmpty(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        WritableForwardStore store = create(fixture, dataset.schema());
        assertEquals(dataset.schema(), store.physicalSchema());
        assertEquals(0, store.rowCount());
        try (VectorSchemaRoot answer = store.fetch(List.of("name"), new long[0]);
                ArrowReader reader = store.scan(List.of("name"))) {
            assertEquals(0, answer.getRowCount());
            assertFalse(reader.loadNextBatch());
        }
        Checks.refused(IndexOutOfBoundsException.class, () -> store.fetch(List.of("id"), 0).close(), 0);
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-2 appended rows are there when append returns, after those before")
    default void appendedRowsAreThere(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        WritableForwardStore store = create(fixture, dataset.schema());
        long rows = 0;
        for (VectorSchemaRoot batch : dataset.batches(fixture.allocator())) {
            try (batch) {
                store.append(batch);
                rows += batch.getRowCount();
            }
            assertEquals(rows, store.rowCount());
            Checks.fetch(store, dataset, dataset.columnNames(), Checks.range(0, rows));
            Checks.fetch(store, dataset, dataset.columnNames(), 0, rows - 1);
        }
        Checks.scan(store, dataset, ScanOptions.of(dataset.columnNames()));
        Checks.scan(store, dataset, ScanOptions.of(dataset.columnNames()).rows(3, 97).batchSize(11));
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-3 every batch of a reader is appended")
    default void everyBatchOfAReaderIsAppended(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore source = fixture.open(dataset);
        WritableForwardStore store = create(fixture, dataset.schema());
        try (ArrowReader reader = source.scan(ScanOptions.of(dataset.columnNames()).batchSize(33))) {
            store.append(reader);
            assertEquals(dataset.rowCount(), store.rowCount());
            Checks.fetch(store, dataset, dataset.columnNames(), Checks.range(0, dataset.rowCount()));
        }
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-4 what was appended is a copy")
    default void whatWasAppendedIsACopy(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(30, 30);
        WritableForwardStore store = create(fixture, dataset.schema());
        VectorSchemaRoot batch = dataset.batches(fixture.allocator()).getFirst();
        try (batch) {
            store.append(batch);
            for (int row = 0; row < batch.getRowCount(); row++) {
                ((BigIntVector) batch.getVector("id")).set(row, -1);
            }
            Checks.fetch(store, dataset, List.of("id", "name"), 0, 17, 29);
        }
        Checks.fetch(store, dataset, List.of("id", "name"), 0, 17, 29);
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-5 columns are matched by name, whatever their order")
    default void columnsAreMatchedByName(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(30, 30);
        WritableForwardStore store = create(fixture, dataset.schema());
        try (VectorSchemaRoot batch = dataset.batches(fixture.allocator()).getFirst()) {
            List<FieldVector> reversed = batch.getFieldVectors().reversed();
            List<Field> fields = batch.getSchema().getFields().reversed();
            store.append(new VectorSchemaRoot(fields, reversed, batch.getRowCount()));
        }
        Checks.fetch(store, dataset, List.of("id", "name"), Checks.range(0, 30));
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-6 rows of another schema are refused by column, and none is added")
    default void rowsOfAnotherSchemaAreRefused(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(30, 30);
        Dataset other = Datasets.catalog();
        WritableForwardStore store = create(fixture, dataset.schema());
        List<VectorSchemaRoot> batches = other.batches(fixture.allocator());
        try {
            VectorSchemaRoot batch = batches.getFirst();
            Class<IllegalArgumentException> type = IllegalArgumentException.class;
            Checks.refused(type, () -> store.append(batch), "price");
            VectorSchemaRoot missing = root(batch, "id");
            Checks.refused(type, () -> store.append(missing), "name");
            VectorSchemaRoot wrongType = root(batch, "price", "name");
            Checks.refused(type, () -> store.append(wrongType));
            assertEquals(0, store.rowCount());
            store.append(root(batch, "id", "name"));
            assertEquals(40, store.rowCount());
        } finally {
            batches.forEach(VectorSchemaRoot::close);
        }
    }

    private static VectorSchemaRoot root(VectorSchemaRoot batch, String... columns) {
        List<FieldVector> vectors = Stream.of(columns).map(batch::getVector).toList();
        List<Field> fields = Stream.of(columns).map(batch.getSchema()::findField).toList();
        return new VectorSchemaRoot(fields, vectors, batch.getRowCount());
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-7 an inserted row is there when insert returns")
    default void anInsertedRowIsThere(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(40, 7);
        WritableForwardStore store = create(fixture, dataset.schema());
        for (long row = 0; row < dataset.rowCount(); row++) {
            store.insert(row(dataset, row));
            assertEquals(row + 1, store.rowCount());
            Checks.fetch(store, dataset, List.of("name", "id"), row);
        }
        Checks.scan(store, dataset, ScanOptions.of("id", "name"));
    }

    private static Map<String, @Nullable Object> row(Dataset dataset, long row) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int column = 0; column < dataset.columnNames().size(); column++) {
            values.put(dataset.columnNames().get(column), dataset.value(column, row));
        }
        return values;
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-8 a nullable column that is left out of an insert is null")
    default void aColumnLeftOutIsNull(Fixture fixture) throws IOException {
        WritableForwardStore store = create(fixture, Datasets.boundary(1, 1).schema());
        store.insert(Map.of("id", 7L));
        try (VectorSchemaRoot answer = store.fetch(List.of("id", "name"), 0)) {
            assertEquals(7L, answer.getVector("id").getObject(0));
            assertTrue(answer.getVector("name").isNull(0), "the column left out is null");
        }
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-9 an insert that does not fit is refused by column and adds no row")
    default void anInsertThatDoesNotFitIsRefused(Fixture fixture) throws IOException {
        WritableForwardStore store = create(fixture, Datasets.boundary(1, 1).schema());
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

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-10 a flushed table opens with the rows that it had")
    default void aFlushedTableOpens(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        Path file = fixture.newDirectory().resolve("new" + fixture.format().suffix());
        WritableForwardStore store = fixture.create(file, dataset.schema());
        appendAll(fixture, store, dataset);
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
        try (Stream<Path> entries = Files.list(file.resolveSibling(""))) {
            assertEquals(List.of(file), entries.toList());
        }
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-12 closing flushes")
    default void closingFlushes(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(60, 30);
        Path file = fixture.newDirectory().resolve("new" + fixture.format().suffix());
        try (WritableForwardStore store = fixture.create(file, dataset.schema())) {
            appendAll(fixture, store, dataset);
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
        appendAll(fixture, store, dataset);
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

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-14 writing to a closed store is refused")
    default void writingToAClosedStoreIsRefused(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(30, 30);
        WritableForwardStore store = create(fixture, dataset.schema());
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
    @DisplayName("WRITE-15 a read sees the rows that there were when it began")
    default void aReadSeesTheRowsThatThereWere(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(60, 30);
        WritableForwardStore store = create(fixture, dataset.schema());
        List<VectorSchemaRoot> batches = dataset.batches(fixture.allocator());
        List<String> columns = List.of("id", "name");
        try {
            store.append(batches.get(0));
            try (ArrowReader reader = store.scan(ScanOptions.of(columns).batchSize(7));
                    VectorSchemaRoot fetched = store.fetch(columns, new long[] {0, 29})) {
                assertTrue(reader.loadNextBatch());
                store.append(batches.get(1));
                Checks.rest(reader, dataset, columns, 7, 30);
                Checks.rows(dataset, columns, new long[] {0, 29}, fetched);
            }
            Checks.scan(store, dataset, ScanOptions.of(columns));
        } finally {
            batches.forEach(VectorSchemaRoot::close);
        }
    }

    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-16 readers beside a writer see whole rows in order")
    default void readersBesideAWriterSeeWholeRows(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(600, 30);
        WritableForwardStore store = create(fixture, dataset.schema());
        AtomicBoolean written = new AtomicBoolean();
        List<Callable<Void>> tasks = new ArrayList<>();
        tasks.add(() -> {
            try {
                appendAll(fixture, store, dataset);
            } finally {
                written.set(true);
            }
            return null;
        });
        for (int reader = 0; reader < 3; reader++) {
            tasks.add(() -> {
                while (!written.get()) {
                    long rows = store.rowCount();
                    Checks.fetch(store, dataset, List.of("name", "id"), Checks.range(0, rows));
                    Checks.scan(store, dataset, ScanOptions.of("id", "name").rows(0, rows));
                }
                return null;
            });
        }
        Together.run(tasks);
        Checks.scan(store, dataset, ScanOptions.of("id", "name"));
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
                store.insert(row(dataset, row));
            }
            assertTrue(store.isFull(), "full at 10 rows");
            assertThrows(IllegalStateException.class, () -> store.insert(row(dataset, 10)));
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

    private static WritableForwardStore create(Fixture fixture, Schema schema) throws IOException {
        return fixture.create(fixture.newDirectory().resolve("new" + fixture.format().suffix()), schema);
    }

    private static void appendAll(Fixture fixture, WritableForwardStore store, Dataset dataset) throws IOException {
        List<VectorSchemaRoot> batches = dataset.batches(fixture.allocator());
        try {
            for (VectorSchemaRoot batch : batches) {
                store.append(batch);
            }
        } finally {
            batches.forEach(VectorSchemaRoot::close);
        }
    }
}
