package io.forwardstore.engine.internal.memory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// Large allocations that Linux may back with huge pages (`madvise(2)`, `MADV_HUGEPAGE`).
///
/// Fresh memory comes page by page, each when it is first written: in pages of 4 KiB that takes longer than what is
/// written, in virtual machines many times as long; and random reads then miss the processor's table of pages. The
/// system takes the advice unless its administrator has switched huge pages off; elsewhere nothing is done.
/// `-Dforwardstore.hugePages=false` keeps the advice back.
///
/// **Threads.** Safe for concurrent calls.
public final class HugePages {
    /// Smaller allocations are left as they are.
    public static final long MIN_BYTES = 2 << 20;

    private static final boolean IS_WANTED =
            MemoryAdvice.isSupported()
                    && !System.getProperty("forwardstore.hugePages", "true").equalsIgnoreCase("false");

    private HugePages() {}

    /// Memory of at least `bytes` bytes, owned by the caller.
    ///
    /// @throws org.apache.arrow.memory.OutOfMemoryException when it is not to be had
    public static ArrowBuf allocate(BufferAllocator allocator, long bytes) {
        ArrowBuf memory = allocator.buffer(bytes);
        if (IS_WANTED && memory.capacity() >= MIN_BYTES) {
            long start = memory.memoryAddress() & -(long) MemoryAdvice.pageBytes();
            long end = memory.memoryAddress() + memory.capacity();
            // A system that refuses advice has lost nothing.
            int _ = MemoryAdvice.advise(start, end - start, MemoryAdvice.HUGE_PAGES);
        }
        return memory;
    }
}
