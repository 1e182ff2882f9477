package io.forwardstore.micrometer;

import io.forwardstore.ForwardStore;
import io.forwardstore.StoreStats;

/// A store's statistics, also after it was closed: then the last ones that were asked for.
///
/// **Threads.** Safe for concurrent calls.
final class LatestStats {
    private volatile StoreStats latest = new StoreStats(0, 0, 0, 0, 0, 0, 0, 0, 0);

    StoreStats of(ForwardStore store) {
        try {
            latest = store.stats();
        } catch (IllegalStateException _) { // closed
            latest = withoutMemory(latest);
        }
        return latest;
    }

    private static StoreStats withoutMemory(StoreStats stats) {
        return new StoreStats(
                stats.fetches(),
                stats.rowsFetched(),
                stats.batchesScanned(),
                stats.rowsScanned(),
                stats.bytesShared(),
                stats.bytesCopied(),
                stats.pagesRead(),
                stats.bytesRead(),
                0);
    }
}
