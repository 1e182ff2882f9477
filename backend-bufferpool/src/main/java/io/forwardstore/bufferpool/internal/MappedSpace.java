package io.forwardstore.bufferpool.internal;

import io.forwardstore.engine.internal.memory.MemoryAdvice;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// An anonymous private mapping that reserves no memory (Linux, `mmap(2)` and `madvise(2)`).
///
/// Huge pages are declined: a single touched byte would take 2 MiB, and the kernel may fill holes that were given back,
/// so that memory in use would no longer follow from what was touched.
final class MappedSpace implements AddressSpace {
    private static final int PROT_READ_WRITE = 0x1 | 0x2;
    private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x02 | 0x20 | 0x4000;
    private static final long MAP_FAILED = -1;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;
    private final int granularityBytes;

    private MappedSpace(MemorySegment mapping) {
        this.segment = mapping.reinterpret(arena, Native::unmap);
        this.granularityBytes = MemoryAdvice.pageBytes();
    }

    static boolean isSupported() {
        return MemoryAdvice.isSupported();
    }

    /// Address space may be limited too (`ulimit -v`): less spread is better than none.
    static MappedSpace reserve(long bytes, int spread) {
        for (int times = spread; times >= 1; times /= 2) {
            long address = Native.map(Math.multiplyExact(bytes, times));
            if (address != MAP_FAILED) {
                MemorySegment mapping = MemorySegment.ofAddress(address).reinterpret(bytes * times);
                int _ = MemoryAdvice.advise(address, mapping.byteSize(), MemoryAdvice.NO_HUGE_PAGES);
                return new MappedSpace(mapping);
            }
        }
        throw new OutOfMemoryError("Cannot reserve " + bytes + " bytes of address space");
    }

    @Override
    public MemorySegment segment() {
        return segment;
    }

    @Override
    public boolean canDecommit() {
        return true;
    }

    @Override
    public int granularityBytes() {
        return granularityBytes;
    }

    @Override
    public void decommit(long offsetBytes, long bytes) {
        long address = segment.asSlice(offsetBytes, bytes).address();
        if (MemoryAdvice.advise(address, bytes, MemoryAdvice.DONT_NEED) != 0) {
            throw new IllegalStateException("Cannot give back " + bytes + " bytes at offset " + offsetBytes);
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    /// The C library's calls.
    private static final class Native {
        private static final MethodHandle MMAP =
                function(
                        "mmap",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG));
        private static final MethodHandle MUNMAP =
                function(
                        "munmap",
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

        private static MethodHandle function(String name, FunctionDescriptor type) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
        }

        static long map(long bytes) {
            try {
                return (long) MMAP.invokeExact(0L, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0L);
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        static void unmap(MemorySegment mapping) {
            try {
                int ignored = (int) MUNMAP.invokeExact(mapping.address(), mapping.byteSize());
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        /// Native functions throw nothing; a throwable here is a defect in the call.
        private static AssertionError unexpected(Throwable e) {
            return new AssertionError(e);
        }
    }
}
