package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ScanOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/// The rules of group WRITE about what readers see beside a writer.
interface SnapshotRules extends StorageUnderTest {
    @ConformanceTest(Runs.IF_WRITABLE)
    @DisplayName("WRITE-15 a read sees the rows that there were when it began")
    default void aReadSeesTheRowsThatThereWere(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(60, 30);
        WritableForwardStore store = NewTables.create(fixture, dataset.schema());
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
        WritableForwardStore store = NewTables.create(fixture, dataset.schema());
        AtomicBoolean written = new AtomicBoolean();
        List<Callable<Void>> tasks = new ArrayList<>();
        tasks.add(() -> {
            try {
                NewTables.appendAll(fixture, store, dataset);
            } finally {
                written.set(true);
            }
            return null;
        });
        for (int reader = 0; reader < 3; reader++) {
            tasks.add(() -> {
                long before = 0;
                while (!written.get()) {
                    long rows = store.rowCount();
                    assertTrue(rows >= before, rows + " rows after " + before);
                    before = rows;
                    Checks.fetch(store, dataset, List.of("name", "id"), Checks.range(0, rows));
                    Checks.scan(store, dataset, ScanOptions.of("id", "name").rows(0, rows));
                }
                return null;
            });
        }
        Together.run(tasks);
        Checks.scan(store, dataset, ScanOptions.of("id", "name"));
    }
}
