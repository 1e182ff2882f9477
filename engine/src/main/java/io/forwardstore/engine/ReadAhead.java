package io.forwardstore.engine;

import org.jspecify.annotations.Nullable;

/// Asks for all bytes that a read will touch at once, where they would else come into memory one after the other as
/// they are touched: from a mapping.
///
/// **State.** Whether reads found their bytes in memory lately.
///
/// **Threads.** Safe for concurrent calls; a [Plan] is one thread's.
///
/// **Ownership.** The caller keeps the source open.
///
/// **Failure.** None: what cannot be read ahead is read when it is touched.
public interface ReadAhead {
    /// A plan for a read that begins now, or null if its bytes are probably in memory.
    @Nullable Plan plan();

    /// Hears of a read that had no plan.
    ///
    /// @param values the values read
    /// @param bytes the bytes of the answer
    /// @param nanos how long it took
    void unplanned(long values, long bytes, long nanos);

    /// What one read will touch.
    interface Plan {
        /// Adds bytes that will be touched; those that lie outside of the source are left out.
        void add(long address, long bytes);

        /// Asks for what was added since the last call, without waiting for it.
        void start();

        /// Hears that the read is over.
        ///
        /// @param values the values read
        /// @param nanos how long it took
        void finished(long values, long nanos);
    }
}
