package io.forwardstore.engine.internal.memory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

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

    private static final int MADV_HUGEPAGE = 14;
    private static final int SC_PAGESIZE = 30;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final @Nullable MethodHandle ADVISE = isWanted() ? find("madvise", INT, LONG, LONG, INT) : null;
    private static final long PAGE_BYTES = ADVISE == null ? 0 : pageBytes();

    private HugePages() {}

    /// Memory of at least `bytes` bytes, owned by the caller.
    ///
    /// @throws org.apache.arrow.memory.OutOfMemoryException when it is not to be had
    public static ArrowBuf allocate(BufferAllocator allocator, long bytes) {
        ArrowBuf memory = allocator.buffer(bytes);
        if (memory.capacity() >= MIN_BYTES && ADVISE != null && PAGE_BYTES > 0) {
            long start = memory.memoryAddress() & -PAGE_BYTES;
            advise(ADVISE, start, memory.memoryAddress() + memory.capacity() - start);
        }
        return memory;
    }

    /// It is advice: a system that refuses it, with an error number, has lost nothing.
    private static void advise(MethodHandle madvise, long address, long bytes) {
        try {
            int _ = (int) madvise.invokeExact(address, bytes, MADV_HUGEPAGE);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isWanted() {
        return System.getProperty("os.name").equals("Linux")
                && !System.getProperty("forwardstore.hugePages", "true").equalsIgnoreCase("false");
    }

    private static long pageBytes() {
        MethodHandle sysconf = find("sysconf", LONG, INT);
        try {
            return sysconf == null ? 0 : (long) sysconf.invokeExact(SC_PAGESIZE);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static @Nullable MethodHandle find(String name, ValueLayout result, ValueLayout... arguments) {
        Optional<MemorySegment> symbol = Linker.nativeLinker().defaultLookup().find(name);
        return symbol.map(address ->
                        Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(result, arguments)))
                .orElse(null);
    }
}
