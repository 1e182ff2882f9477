package io.forwardstore.mmap;

import java.util.OptionalLong;

/// The lock on a mapping: from its start, as far as the system allows.
///
/// **Threads.** Safe for concurrent calls. **Ownership.** The caller keeps the mapping during a call; unmapping
/// unlocks.
final class PageLock {
    private static final long FIRST_STEP_BYTES = 64L << 20;

    private final PageControl pages;
    private final long address;
    private final long sizeBytes;
    private long lockedBytes;

    /// @param address where the mapping starts
    /// @param sizeBytes its extent
    PageLock(PageControl pages, long address, long sizeBytes) {
        this.pages = pages;
        this.address = address;
        this.sizeBytes = sizeBytes;
    }

    /// Locks as much as the system allows, for pages that are in memory or come there later.
    synchronized LockResult lock() {
        if (lockedBytes < sizeBytes && !lockNext(sizeBytes - lockedBytes)) {
            long step = FIRST_STEP_BYTES;
            while (lockedBytes < sizeBytes && step >= pages.pageBytes()) {
                if (!lockNext(Math.min(step, sizeBytes - lockedBytes))) {
                    step /= 2;
                }
            }
        }
        OptionalLong limit = lockedBytes < sizeBytes ? pages.lockLimitBytes() : OptionalLong.empty();
        return new LockResult(sizeBytes, lockedBytes, limit);
    }

    private boolean lockNext(long bytes) {
        boolean locked = pages.lock(address + lockedBytes, bytes);
        lockedBytes += locked ? bytes : 0;
        return locked;
    }

    /// Unlocks all.
    synchronized void unlock() {
        if (lockedBytes > 0) {
            pages.unlock(address, lockedBytes);
            lockedBytes = 0;
        }
    }

    synchronized long lockedBytes() {
        return lockedBytes;
    }
}
