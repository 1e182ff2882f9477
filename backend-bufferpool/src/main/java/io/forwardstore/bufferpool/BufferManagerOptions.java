package io.forwardstore.bufferpool;

import java.time.Duration;

/// What a [BufferManager] is made with. Immutable; start from [#of] and refine.
///
/// @param budgetBytes the most memory that its pages take, at least one page
/// @param pageBytes the size of the pages that files are read in, a power of two of at least 4096
/// @param maxWait how long a load waits for memory that others hold
/// @param maxConcurrentLoads how many loads run at a time; pages that lie side by side may be one
/// @param leakTracking whether the places that take memory are noted
public record BufferManagerOptions(
        long budgetBytes, int pageBytes, Duration maxWait, int maxConcurrentLoads, LeakTracking leakTracking) {
    /// The size of pages when none was asked for, in bytes.
    public static final int DEFAULT_PAGE_BYTES = 64 << 10;

    private static final int MIN_PAGE_BYTES = 4096;
    private static final Duration DEFAULT_MAX_WAIT = Duration.ofSeconds(10);
    private static final int LOADS_PER_PROCESSOR = 8;

    /// Checks the values.
    public BufferManagerOptions {
        if (pageBytes < MIN_PAGE_BYTES || Integer.bitCount(pageBytes) != 1) {
            throw new IllegalArgumentException(
                    "Invalid page size " + pageBytes + ": expected a power of two of at least " + MIN_PAGE_BYTES);
        }
        if (budgetBytes < pageBytes) {
            throw new IllegalArgumentException(
                    "Invalid budget of " + budgetBytes + " bytes: expected at least one page of " + pageBytes);
        }
        if (maxWait.isNegative()) {
            throw new IllegalArgumentException("Invalid wait " + maxWait + ": expected none or some");
        }
        if (maxConcurrentLoads < 1) {
            throw new IllegalArgumentException(
                    "Invalid number of concurrent loads " + maxConcurrentLoads + ": expected at least 1");
        }
    }

    /// A budget, and defaults for the rest.
    public static BufferManagerOptions of(long budgetBytes) {
        return new BufferManagerOptions(
                budgetBytes,
                DEFAULT_PAGE_BYTES,
                DEFAULT_MAX_WAIT,
                LOADS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(),
                LeakTracking.ofProperty());
    }

    /// These options with pages of another size.
    public BufferManagerOptions withPageBytes(int bytes) {
        return new BufferManagerOptions(budgetBytes, bytes, maxWait, maxConcurrentLoads, leakTracking);
    }

    /// These options with another limit on waiting.
    public BufferManagerOptions withMaxWait(Duration limit) {
        return new BufferManagerOptions(budgetBytes, pageBytes, limit, maxConcurrentLoads, leakTracking);
    }

    /// These options with another limit on loads at a time.
    public BufferManagerOptions withMaxConcurrentLoads(int limit) {
        return new BufferManagerOptions(budgetBytes, pageBytes, maxWait, limit, leakTracking);
    }

    /// These options with leak tracking on or off.
    public BufferManagerOptions withLeakTracking(LeakTracking tracking) {
        return new BufferManagerOptions(budgetBytes, pageBytes, maxWait, maxConcurrentLoads, tracking);
    }
}
