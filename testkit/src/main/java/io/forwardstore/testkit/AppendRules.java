package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// The rules of group WRITE about tables that take vectors.
interface AppendRules extends StorageUnderTest {
    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-1 a new table is empty, with the schema that it was made with")
    default void aNewTableIsEmpty(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        WritableForwardStore store = NewTables.create(fixture, dataset.schema());
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
        WritableForwardStore store = NewTables.create(fixture, dataset.schema());
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
        WritableForwardStore store = NewTables.create(fixture, dataset.schema());
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
        WritableForwardStore store = NewTables.create(fixture, dataset.schema());
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
        WritableForwardStore store = NewTables.create(fixture, dataset.schema());
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
        WritableForwardStore store = NewTables.create(fixture, dataset.schema());
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
}
