package io.forwardstore.cli;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;

import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/// What the demonstration asks every backend: all columns of the same random rows, and a scan of two columns.
///
/// @param table the table, which knows the right answers
/// @param rows the rows to fetch
/// @param expectedRows those rows as JSON lines, one a row
/// @param expectedTotals what the scan must come to
record DemoQuestion(DemoTable table, long[] rows, List<String> expectedRows, DemoTotals expectedTotals) {
    /// The columns whose fetch is timed.
    static final List<String> FETCHED = List.of("id", "title", "price", "score");

    /// The columns whose scan is timed.
    static final List<String> SCANNED = List.of("price", "score");

    static final int FETCH_ROWS = 100;

    private static final long ROWS_SEED = 42;
    private static final int FETCH_WARM_UPS = 2_000;
    private static final int FETCH_ROUNDS = 1_001;
    private static final int SCAN_WARM_UPS = 5;
    private static final int SCAN_ROUNDS = 9;

    static DemoQuestion of(DemoTable table) {
        long[] rows = new Random(ROWS_SEED).longs(FETCH_ROWS, 0, table.rowCount()).toArray();
        return new DemoQuestion(table, rows, DemoRows.expected(table.sample(), rows), DemoTotals.expected(table));
    }

    DemoAnswer ask(StorageProvider provider) throws IOException {
        long opening = System.nanoTime();
        try (ForwardStore store = provider.open(table.file(), StorageOptions.of(provider.type()))) {
            long openNanos = System.nanoTime() - opening;
            boolean isRight =
                    store.rowCount() == table.rowCount()
                            && DemoRows.fetched(store, rows).equals(expectedRows)
                            && DemoTotals.scanned(store).equals(expectedTotals);
            long fetchNanos = MedianTime.ofNanos(FETCH_WARM_UPS, FETCH_ROUNDS, () -> fetch(store));
            long scanNanos = MedianTime.ofNanos(SCAN_WARM_UPS, SCAN_ROUNDS, () -> DemoTotals.scanned(store));
            return new DemoAnswer(provider.id(), isRight, openNanos, fetchNanos, scanNanos);
        }
    }

    private void fetch(ForwardStore store) throws IOException {
        try (VectorSchemaRoot result = store.fetch(FETCHED, rows)) {
            if (result.getRowCount() != rows.length) {
                throw new IllegalStateException("Fetched " + result.getRowCount() + " rows instead of " + rows.length);
            }
        }
    }
}
