package io.forwardstore.engine.internal.store;

import io.forwardstore.StoreStats;
import io.forwardstore.engine.ReadCounters;

import java.util.concurrent.atomic.LongAdder;

/// Counts what a store does.
final class StoreCounters {
    private final LongAdder fetches = new LongAdder();
    private final LongAdder rowsFetched = new LongAdder();
    private final LongAdder batchesScanned = new LongAdder();
    private final LongAdder rowsScanned = new LongAdder();
    private final LongAdder bytesShared = new LongAdder();
    private final LongAdder bytesCopied = new LongAdder();

    void countFetch(long rows, long copied) {
        fetches.increment();
        rowsFetched.add(rows);
        bytesCopied.add(copied);
    }

    void countBatch(long rows, long shared, long copied) {
        batchesScanned.increment();
        rowsScanned.add(rows);
        bytesShared.add(shared);
        bytesCopied.add(copied);
    }

    /// All counts, with those of the table's reads and the memory that it holds now.
    StoreStats stats(ReadCounters reads, long residentBytes) {
        return new StoreStats(
                fetches.sum(),
                rowsFetched.sum(),
                batchesScanned.sum(),
                rowsScanned.sum(),
                bytesShared.sum(),
                bytesCopied.sum(),
                reads.pages(),
                reads.bytes(),
                residentBytes);
    }
}
