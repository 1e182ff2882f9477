package io.forwardstore.engine;

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
    /// A plan for a read that begins now.
    ///
    /// @param decodes true if the read decompresses or decodes what it touches, so that its time says nothing of where
    ///   the bytes came from
    Plan plan(boolean decodes);

    /// What one read will touch.
    interface Plan {
        /// False if the bytes are probably in memory: then nothing need be added.
        boolean isWanted();

        /// Adds bytes that will be touched; those that lie outside of the source are left out.
        void add(long address, long bytes);

        /// Adds bytes of the file that will be touched; those that lie outside of it are left out.
        void add(FileRange range);

        /// Asks for what was added since the last call, without waiting for it.
        void start();

        /// Hears that the read is over.
        ///
        /// @param values the values read
        /// @param bytes the bytes of the answer
        /// @param nanos how long it took
        void finished(long values, long bytes, long nanos);
    }
}
