package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.util.TransferPair;
import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// The rules of group OWN.
interface OwnershipRules extends StorageUnderTest {
    @ConformanceTest
    @DisplayName("OWN-1 a result stays as it is after its store was closed")
    default void aResultOutlivesItsStore(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        List<String> columns = dataset.columnNames();
        long[] all = Checks.range(0, dataset.rowCount());
        long[] some = {3, 70, 99};
        ForwardStore store = fixture.open(dataset);
        try (VectorSchemaRoot whole = store.fetch(columns, all);
                VectorSchemaRoot part = store.fetch(columns, some);
                VectorSchemaRoot one = store.fetch(columns, 5)) {
            store.close();
            Checks.rows(dataset, columns, all, whole);
            Checks.rows(dataset, columns, some, part);
            Checks.rows(dataset, columns, new long[] {5}, one);
        }
    }

    @ConformanceTest
    @DisplayName("OWN-2 a scan goes on after its store was closed")
    default void aScanOutlivesItsStore(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        List<String> columns = dataset.columnNames();
        ForwardStore store = fixture.open(dataset);
        try (ArrowReader begun = store.scan(columns);
                ArrowReader fresh = store.scan(ScanOptions.of(columns).batchSize(7))) {
            assertTrue(begun.loadNextBatch());
            int rows = begun.getVectorSchemaRoot().getRowCount();
            store.close();
            Checks.rows(dataset, columns, Checks.range(0, rows), begun.getVectorSchemaRoot());
            Checks.rest(begun, dataset, columns, rows, dataset.rowCount());
            Checks.rest(fresh, dataset, columns, 0, dataset.rowCount());
        }
    }

    @ConformanceTest
    @DisplayName("OWN-3 a result stays as it is whatever is read later")
    default void aResultStaysAsItIs(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        List<String> columns = dataset.columnNames();
        ForwardStore store = fixture.open(dataset);
        long[] first = {1, 2, 3};
        long[] second = {97, 98, 99};
        try (VectorSchemaRoot earlier = store.fetch(columns, first);
                VectorSchemaRoot later = store.fetch(columns, second)) {
            Checks.scan(store, dataset, ScanOptions.of(columns));
            Checks.rows(dataset, columns, first, earlier);
            earlier.close();
            Checks.rows(dataset, columns, second, later);
        }
    }

    @ConformanceTest
    @DisplayName("OWN-4 closing a store again does nothing")
    default void closingAStoreAgainDoesNothing(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        ForwardStore other = fixture.open(dataset);
        try (VectorSchemaRoot answer = store.fetch(List.of("id"), new long[] {1, 2})) {
            store.close();
            store.close();
            store.close();
            Checks.rows(dataset, List.of("id"), new long[] {1, 2}, answer);
        }
        store.close();
        Checks.fetch(other, dataset, List.of("id"), 1, 2);
    }

    @ConformanceTest
    @DisplayName("OWN-5 closing a result or a reader again does nothing")
    default void closingAResultAgainDoesNothing(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        VectorSchemaRoot answer = store.fetch(List.of("id", "name"), new long[] {1, 2});
        answer.close();
        answer.close();
        ArrowReader reader = store.scan(List.of("id", "name"));
        assertTrue(reader.loadNextBatch());
        reader.close();
        reader.close();
        Checks.fetch(store, dataset, List.of("id", "name"), 1, 2);
        Checks.scan(store, dataset, ScanOptions.of("id", "name"));
    }

    @ConformanceTest
    @DisplayName("OWN-6 a closed store refuses every call but close, whatever the arguments")
    default void aClosedStoreRefusesEveryCall(Fixture fixture) throws IOException {
        ForwardStore store = fixture.open(Datasets.catalog());
        store.close();
        Class<IllegalStateException> type = IllegalStateException.class;
        for (List<String> columns : List.of(List.of("id"), List.of("colour"), List.<String>of())) {
            assertThrows(type, () -> store.fetch(columns, new long[] {1, 2}).close());
            assertThrows(type, () -> store.fetch(columns, new long[0]).close());
            assertThrows(type, () -> store.fetch(columns, 1).close());
            assertThrows(type, () -> store.fetch(columns, -1).close());
            assertThrows(type, () -> store.scan(columns).close());
            assertThrows(type, () -> store.scan(ScanOptions.of(columns).rows(5, 900)).close());
        }
        assertThrows(type, store::physicalSchema);
        assertThrows(type, store::rowCount);
        assertThrows(type, store::blockCount);
        assertThrows(type, () -> store.blockOf(0));
        assertThrows(type, () -> store.blockFirstRow(0));
        assertThrows(type, store::stats);
    }

    @ConformanceTest
    @DisplayName("OWN-7 slices and transfers of a result live on their own")
    default void slicesAndTransfersLiveOnTheirOwn(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        List<String> columns = dataset.columnNames();
        ForwardStore store = fixture.open(dataset);
        long[] rows = Checks.range(20, 60);
        try (BufferAllocator own = fixture.allocator().newChildAllocator("own", 0, Long.MAX_VALUE)) {
            VectorSchemaRoot answer = store.fetch(columns, rows);
            try (VectorSchemaRoot slice = answer.slice(10, 20);
                    VectorSchemaRoot transferred = transferred(answer, own)) {
                answer.close();
                store.close();
                Checks.rows(dataset, columns, Checks.range(30, 50), slice);
                Checks.rows(dataset, columns, rows, transferred);
            } finally {
                answer.close();
            }
        }
    }

    @ConformanceTest
    @DisplayName("OWN-8 batches that were transferred out of a reader live on their own")
    default void transferredBatchesLiveOnTheirOwn(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        List<String> columns = dataset.columnNames();
        List<VectorSchemaRoot> batches = new ArrayList<>();
        try (BufferAllocator own = fixture.allocator().newChildAllocator("own", 0, Long.MAX_VALUE)) {
            ForwardStore store = fixture.open(dataset);
            try {
                try (ArrowReader reader = store.scan(columns)) {
                    while (reader.loadNextBatch()) {
                        batches.add(transferred(reader.getVectorSchemaRoot(), own));
                    }
                }
                store.close();
                long row = 0;
                for (VectorSchemaRoot batch : batches) {
                    Checks.rows(dataset, columns, Checks.range(row, row + batch.getRowCount()), batch);
                    row += batch.getRowCount();
                }
                assertEquals(dataset.rowCount(), row);
            } finally {
                batches.forEach(VectorSchemaRoot::close);
            }
        }
    }

    private static VectorSchemaRoot transferred(VectorSchemaRoot root, BufferAllocator target) {
        List<FieldVector> vectors = new ArrayList<>();
        for (FieldVector vector : root.getFieldVectors()) {
            TransferPair pair = vector.getTransferPair(target);
            pair.transfer();
            vectors.add((FieldVector) pair.getTo());
        }
        return new VectorSchemaRoot(root.getSchema().getFields(), vectors, root.getRowCount());
    }

    @ConformanceTest
    @DisplayName("OWN-9 when store, results and readers are closed, nothing is held")
    default void nothingIsHeldInTheEnd(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        Path table = fixture.table(dataset);
        ForwardStore store = fixture.open(table);
        Checks.fetch(store, dataset, dataset.columnNames(), 3, 70, 99);
        Checks.scan(store, dataset, ScanOptions.of(dataset.columnNames()));
        VectorSchemaRoot answer = store.fetch(dataset.columnNames(), Checks.range(0, 100));
        ArrowReader whole = store.scan(dataset.columnNames());
        ArrowReader half = store.scan(ScanOptions.of(dataset.columnNames()).batchSize(9));
        assertTrue(half.loadNextBatch());
        store.close();
        Checks.rest(whole, dataset, dataset.columnNames(), 0, 100);
        half.close();
        whole.close();
        answer.close();
        assertEquals(0, fixture.allocator().getAllocatedMemory(), "bytes left in the allocator");
        if (Files.exists(table)) {
            assertEquals(List.of(), OpenFiles.of(table), "maps and descriptors left of the file");
        }
    }

    @ConformanceTest
    @DisplayName("OWN-10 a read that fails holds nothing")
    default void aFailedReadHoldsNothing(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        Checks.fetch(store, dataset, List.of("id"), 1);
        long before = fixture.allocator().getAllocatedMemory();
        List<String> unknown = List.of("name", "colour");
        for (int i = 0; i < 3; i++) {
            assertThrows(RuntimeException.class, () -> store.fetch(unknown, new long[] {1}).close());
            assertThrows(RuntimeException.class, () -> store.fetch(List.of("tags"), new long[] {1, 100}).close());
            assertThrows(RuntimeException.class, () -> store.scan(unknown).close());
        }
        assertEquals(before, fixture.allocator().getAllocatedMemory(), "bytes in the allocator");
    }

    @ConformanceTest
    @DisplayName("OWN-11 an allocator that is too small makes a read fail and nothing else")
    default void aSmallAllocatorMakesAReadFail(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(3_000, 700);
        long[] rows = LongStream.range(0, 1_500).map(row -> 2 * row).toArray();
        for (int limitBytes = 64; limitBytes <= 1 << 20; limitBytes *= 4) {
            try (BufferAllocator small = new RootAllocator(limitBytes)) {
                try (ForwardStore store =
                        fixture.provider().open(fixture.table(dataset), fixture.options().with(small))) {
                    try (VectorSchemaRoot answer = store.fetch(dataset.columnNames(), rows)) {
                        Checks.rows(dataset, dataset.columnNames(), rows, answer);
                    }
                    Checks.scan(store, dataset, ScanOptions.of("name").batchSize(2_999));
                } catch (OutOfMemoryException _) {
                    // what is expected of a small allocator
                }
                assertEquals(0, small.getAllocatedMemory(), "bytes left of " + limitBytes);
            }
        }
    }

    @ConformanceTest(Runs.ONCE)
    @DisplayName("OWN-12 no test of the suite left memory behind")
    default void noTestLeftMemoryBehind(Fixture fixture) {
        assertEquals(List.of(), fixture.leaks());
    }
}
