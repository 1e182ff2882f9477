package io.forwardstore.engine;

import java.util.concurrent.atomic.LongAdder;

/// Counts the pages that were read, decompressed or decoded. Pages served as they lie in memory do not count.
public final class ReadCounters {
    private final LongAdder pages = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /// Counts a page.
    ///
    /// @param encodedBytes its bytes in the file
    public void countPage(long encodedBytes) {
        pages.increment();
        bytes.add(encodedBytes);
    }

    /// The pages so far.
    public long pages() {
        return pages.sum();
    }

    /// Their bytes in the file.
    public long bytes() {
        return bytes.sum();
    }
}
