package io.forwardstore.bufferpool;

/// Whether a [BufferManager] notes who takes its memory.
public enum LeakTracking {
    /// Nothing is noted.
    OFF,
    /// The place that takes memory is noted, which costs a stack trace each time, and closing a manager that still has
    /// something out fails with the places. For tests.
    ON;

    /// Turns tracking on for managers that were not told: `-Dforwardstore.bufferpool.leakTracking=true`.
    public static final String PROPERTY = "forwardstore.bufferpool.leakTracking";

    static LeakTracking ofProperty() {
        return Boolean.getBoolean(PROPERTY) ? ON : OFF;
    }
}
