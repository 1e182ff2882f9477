package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The rules of group SCAN.
interface ScanRules extends StorageUnderTest {
    @ConformanceTest
    @DisplayName("SCAN-1 a scan answers every row once, in order")
    default void everyRowIsScannedOnceInOrder(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        try (ArrowReader reader = store.scan(dataset.columnNames())) {
            Checks.rest(reader, dataset, dataset.columnNames(), 0, dataset.rowCount());
        }
        Checks.scan(store, dataset, ScanOptions.of(dataset.columnNames()));
    }

    @ConformanceTest
    @DisplayName("SCAN-2 columns come in the order asked for, as often as asked for")
    default void scannedColumnsComeInTheOrderAskedFor(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        Checks.scan(store, dataset, ScanOptions.of(dataset.columnNames().reversed()));
        for (String column : dataset.columnNames()) {
            Checks.scan(store, dataset, ScanOptions.of(column));
        }
        Checks.scan(store, dataset, ScanOptions.of("name", "id", "name"));
    }

    @ConformanceTest
    @DisplayName("SCAN-3 a natural batch lies in one block and is not longer than the limit")
    default void naturalBatchesLieInOneBlock(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        long row = 0;
        for (int size : Checks.scan(store, dataset, ScanOptions.of("id", "tags"))) {
            assertTrue(size > 0, "an empty batch at row " + row);
            assertEquals(store.blockOf(row), store.blockOf(row + size - 1), "a batch over two blocks");
            row += size;
        }
        Dataset large = Datasets.oneLargeBlock();
        for (int size : Checks.scan(fixture.open(large), large, ScanOptions.of("id"))) {
            assertTrue(size <= ScanOptions.MAX_NATURAL_BATCH_ROWS, "a batch of " + size + " rows");
        }
    }

    @ConformanceTest
    @DisplayName("SCAN-4 batches have the size asked for, the last one excepted")
    default void batchesHaveTheSizeAskedFor(Fixture fixture) throws IOException {
        for (Dataset dataset : Boundaries.tables(fixture.format())) {
            try (ForwardStore store = fixture.open(dataset)) {
                for (int size : List.of(1, 15, 16, 17, 48, 49, 50, 1_000, Integer.MAX_VALUE)) {
                    ScanOptions options = ScanOptions.of("name", "id").batchSize(size);
                    assertEquals(sizes(dataset.rowCount(), size), Checks.scan(store, dataset, options));
                }
            }
        }
    }

    private static List<Integer> sizes(long rows, int batchSize) {
        List<Integer> sizes = new ArrayList<>();
        for (long left = rows; left > 0; left -= batchSize) {
            sizes.add((int) Math.min(left, batchSize));
        }
        return sizes;
    }

    @ConformanceTest
    @DisplayName("SCAN-5 a scan answers the row range asked for and nothing else")
    default void aScanAnswersTheRangeAskedFor(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        long[][] ranges = {{0, 1}, {0, 40}, {39, 41}, {40, 65}, {41, 64}, {99, 100}, {0, 100}, {7, Long.MAX_VALUE}};
        for (long[] range : ranges) {
            ScanOptions options = ScanOptions.of(dataset.columnNames()).rows(range[0], range[1]);
            Checks.scan(store, dataset, options);
            long rows = Checks.end(dataset, options) - range[0];
            assertEquals(sizes(rows, 6), Checks.scan(store, dataset, options.batchSize(6)));
        }
    }

    @ConformanceTest
    @DisplayName("SCAN-6 an empty range has a schema and no batch")
    default void anEmptyRangeHasNoBatch(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        for (long row : new long[] {0, 40, 50, 100}) {
            try (ArrowReader reader = store.scan(ScanOptions.of("name", "id").rows(row, row))) {
                assertEquals(List.of("name", "id"), Checks.names(reader.getVectorSchemaRoot()));
                assertFalse(reader.loadNextBatch());
                assertEquals(0, reader.getVectorSchemaRoot().getRowCount());
            }
        }
        assertEquals(List.of(), Checks.scan(store, dataset, ScanOptions.of("id").rows(100, Long.MAX_VALUE)));
    }

    @ConformanceTest
    @DisplayName("SCAN-7 a range past the table's end is refused, with the row count")
    default void aRangePastTheEndIsRefused(Fixture fixture) throws IOException {
        ForwardStore store = fixture.open(Datasets.catalog());
        long[][] ranges = {{0, 101}, {100, 101}, {101, 101}, {101, Long.MAX_VALUE}, {1L << 32, (1L << 32) + 1}};
        for (long[] range : ranges) {
            Checks.refused(
                    IndexOutOfBoundsException.class,
                    () -> store.scan(ScanOptions.of("id").rows(range[0], range[1])).close(),
                    100);
        }
    }

    @ConformanceTest
    @DisplayName("SCAN-8 no columns and unknown columns are refused by the call to scan")
    default void noColumnsAndUnknownColumnsAreRefused(Fixture fixture) throws IOException {
        ForwardStore store = fixture.open(Datasets.catalog());
        Class<IllegalArgumentException> type = IllegalArgumentException.class;
        List<String> none = List.of();
        Checks.refused(type, () -> store.scan(none).close());
        Checks.refused(type, () -> store.scan(ScanOptions.of(none)).close());
        for (String unknown : List.of("colour", "ID", "point.w", "id.x", "")) {
            Checks.refused(type, () -> store.scan(List.of("id", unknown)).close(), unknown);
        }
    }

    @ConformanceTest
    @DisplayName("SCAN-9 the schema is there before the first batch, in the root of every batch")
    default void theRootIsOneAndTheSame(Fixture fixture) throws IOException {
        ForwardStore store = fixture.open(Datasets.catalog());
        try (ArrowReader reader = store.scan(ScanOptions.of("name", "id").batchSize(30))) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            assertEquals(List.of("name", "id"), Checks.names(root));
            while (reader.loadNextBatch()) {
                assertSame(root, reader.getVectorSchemaRoot());
            }
            assertFalse(reader.loadNextBatch(), "a batch after the last one");
            assertFalse(reader.loadNextBatch(), "a batch after the last one");
        }
    }

    @ConformanceTest
    @DisplayName("SCAN-10 scans stand alone")
    default void scansStandAlone(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        List<String> columns = List.of("id", "tags");
        try (ArrowReader first = store.scan(ScanOptions.of(columns).batchSize(10));
                ArrowReader second = store.scan(ScanOptions.of(columns).rows(50, 100).batchSize(10))) {
            for (long row = 0; row < 50; row += 10) {
                assertTrue(first.loadNextBatch());
                assertTrue(second.loadNextBatch());
                long[] rows = Checks.range(row, row + 10);
                Checks.rows(dataset, columns, rows, first.getVectorSchemaRoot());
                long[] later = Checks.range(row + 50, row + 60);
                Checks.rows(dataset, columns, later, second.getVectorSchemaRoot());
            }
            assertFalse(second.loadNextBatch());
            assertTrue(first.loadNextBatch());
            Checks.rows(dataset, columns, Checks.range(50, 60), first.getVectorSchemaRoot());
        }
    }

    @ConformanceTest
    @DisplayName("SCAN-11 parallelism does not change the answer")
    default void parallelismDoesNotChangeTheAnswer(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(1_000, 90);
        ForwardStore store = fixture.open(dataset);
        ScanOptions options = ScanOptions.of("name", "id", ForwardStore.ROW_ID_COLUMN);
        List<Integer> natural = Checks.scan(store, dataset, options);
        for (int threads : List.of(1, 2, 3, 16)) {
            ScanOptions parallel = options.parallelism(threads);
            assertEquals(natural, Checks.scan(store, dataset, parallel));
            assertEquals(sizes(1_000, 64), Checks.scan(store, dataset, parallel.batchSize(64)));
            Checks.scan(store, dataset, parallel.rows(89, 911).batchSize(7));
        }
    }

    @ConformanceTest
    @DisplayName("SCAN-12 random scans of random tables answer what the reference answers")
    default void randomScansAnswerWhatTheReferenceAnswers(Fixture fixture) throws IOException {
        Differential.run(fixture, Differential::randomScans);
    }
}
