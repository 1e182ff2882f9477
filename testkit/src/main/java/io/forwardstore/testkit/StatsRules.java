package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StoreStats;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// The rules of group STATS.
interface StatsRules extends StorageUnderTest {
    @ConformanceTest
    @DisplayName("STATS-1 fetches and their rows are counted from zero")
    default void fetchesAreCounted(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        assertEquals(0, store.stats().fetches());
        assertEquals(0, store.stats().rowsFetched());
        Checks.fetch(store, dataset, List.of("id"), 1, 2, 99);
        store.fetch(List.of("id", "name"), 5).close();
        Checks.fetch(store, dataset, List.of("id"));
        assertEquals(3, store.stats().fetches());
        assertEquals(4, store.stats().rowsFetched());
        assertEquals(0, store.stats().rowsScanned());
    }

    @ConformanceTest
    @DisplayName("STATS-2 batches of scans and their rows are counted from zero")
    default void scannedBatchesAreCounted(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        assertEquals(0, store.stats().batchesScanned());
        assertEquals(0, store.stats().rowsScanned());
        Checks.scan(store, dataset, ScanOptions.of("id", "name").batchSize(30));
        assertEquals(4, store.stats().batchesScanned());
        assertEquals(100, store.stats().rowsScanned());
        Checks.scan(store, dataset, ScanOptions.of("id").rows(10, 20).batchSize(5));
        assertEquals(6, store.stats().batchesScanned());
        assertEquals(110, store.stats().rowsScanned());
        assertEquals(0, store.stats().fetches());
    }

    @ConformanceTest
    @DisplayName("STATS-3 what is answered was shared or copied")
    default void whatIsAnsweredWasSharedOrCopied(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(1_000, 300);
        ForwardStore store = fixture.open(dataset);
        StoreStats fresh = store.stats();
        assertEquals(0, fresh.bytesShared() + fresh.bytesCopied(), "bytes before the first read");
        Checks.fetch(store, dataset, List.of("id"), Checks.range(0, 1_000));
        long fetched = answeredBytes(store);
        assertTrue(fetched >= 8_000, "1,000 int64 are " + fetched + " bytes");
        Checks.scan(store, dataset, ScanOptions.of("id"));
        assertTrue(
                answeredBytes(store) - fetched >= 8_000,
                "1,000 int64 are " + (answeredBytes(store) - fetched) + " bytes");
    }

    private static long answeredBytes(ForwardStore store) {
        StoreStats stats = store.stats();
        assertTrue(stats.bytesShared() >= 0, stats::toString);
        assertTrue(stats.bytesCopied() >= 0, stats::toString);
        assertTrue(stats.pagesRead() >= 0, stats::toString);
        assertTrue(stats.bytesRead() >= 0, stats::toString);
        assertTrue(stats.residentBytes() >= 0, stats::toString);
        return stats.bytesShared() + stats.bytesCopied();
    }

    @ConformanceTest
    @DisplayName("STATS-4 counts are exact after concurrent reads")
    default void countsAreExactAfterConcurrentReads(Fixture fixture) throws IOException {
        ForwardStore store = fixture.open(Datasets.catalog());
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            tasks.add(() -> {
                for (int i = 0; i < 200; i++) {
                    store.fetch(List.of("id"), new long[] {1, 2, 3}).close();
                }
                return null;
            });
        }
        Together.run(tasks);
        assertEquals(800, store.stats().fetches());
        assertEquals(2_400, store.stats().rowsFetched());
    }

    @ConformanceTest
    @DisplayName("STATS-5 what was refused is not counted, and stores count for themselves")
    default void whatWasRefusedIsNotCounted(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        ForwardStore other = fixture.open(dataset);
        Checks.fetch(other, dataset, List.of("id"), 1, 2);
        Checks.refused(IllegalArgumentException.class, () -> store.fetch(List.of("colour"), 1).close());
        Checks.refused(IndexOutOfBoundsException.class, () -> store.fetch(List.of("id"), 100).close());
        assertEquals(0, store.stats().fetches());
        assertEquals(0, store.stats().rowsFetched());
        assertEquals(1, other.stats().fetches());
    }
}
