package io.forwardstore.bufferpool;

import io.forwardstore.engine.internal.memory.Memory;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Pages whose every word says which page it is: a reader sees at once memory that is not its page's.
final class StampedPages implements PageLoader<Long> {
    private final int bytes;
    final AtomicLong loads = new AtomicLong();
    final AtomicInteger loading = new AtomicInteger();
    volatile int failEvery;

    StampedPages(int bytes) {
        this.bytes = bytes;
    }

    @Override
    public Long load(int page, LoadScope memory) throws IOException {
        long number = loads.incrementAndGet();
        loading.incrementAndGet();
        try {
            long address = memory.allocate(bytes);
            for (int at = 0; at < bytes; at += Long.BYTES) {
                Memory.putLong(address + at, stamp(page));
            }
            int every = failEvery;
            if (every > 0 && number % every == 0) {
                throw new IOException("injected");
            }
            return address;
        } finally {
            loading.decrementAndGet();
        }
    }

    /// @throws AssertionError if the memory is not that page's
    void check(int page, long address) {
        for (int at = 0; at < bytes; at += 512) {
            if (Memory.getLong(address + at) != stamp(page)) {
                throw new AssertionError("page " + page + " holds " + Memory.getLong(address + at));
            }
        }
    }

    private static long stamp(int page) {
        return 0x5EED_0000_0000_0000L + page;
    }
}
