package io.forwardstore.bufferpool.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A range of addresses that takes memory only where it was touched.
///
/// **State.** Reserved until [#close].
///
/// **Threads.** Safe for concurrent calls.
///
/// **Ownership.** Whoever reserves closes. The segment is dead after that: reading it throws, it does not crash.
///
/// **Failure.** [OutOfMemoryError] if the addresses are not to be had.
public interface AddressSpace extends AutoCloseable {
    /// The whole range, aligned to at least [#granularityBytes].
    MemorySegment segment();

    /// True if [#decommit] gives memory back. If not, a space should be no larger than the memory that it may take.
    boolean canDecommit();

    /// The unit of [#decommit]: the operating system's page, in bytes.
    int granularityBytes();

    /// Gives the memory of a range back to the operating system. The content is lost; the addresses stay usable.
    ///
    /// @param offsetBytes a multiple of the granularity
    /// @param bytes a multiple of the granularity
    void decommit(long offsetBytes, long bytes);

    @Override
    void close();

    /// Addresses for memory of `bytes` bytes, in a space up to `spread` times as large where that can be had.
    static AddressSpace reserve(long bytes, int spread) {
        return MappedSpace.isSupported() ? MappedSpace.reserve(bytes, spread) : new PlainSpace(bytes);
    }

    /// Memory by the language's own means: portable, but all of it is taken at once and kept until the end.
    final class PlainSpace implements AddressSpace {
        private static final int ALIGNMENT_BYTES = 4096;

        private final Arena arena = Arena.ofShared();
        private final MemorySegment segment;

        PlainSpace(long bytes) {
            this.segment = arena.allocate(bytes, ALIGNMENT_BYTES);
        }

        @Override
        public MemorySegment segment() {
            return segment;
        }

        @Override
        public boolean canDecommit() {
            return false;
        }

        @Override
        public int granularityBytes() {
            return ALIGNMENT_BYTES;
        }

        @Override
        public void decommit(long offsetBytes, long bytes) {
            // There is no way to: what a plain space took stays taken.
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
