package io.forwardstore.bufferpool.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Set;

/// An anonymous private mapping that reserves no memory (Linux, `mmap(2)` and `madvise(2)`).
///
/// Huge pages are declined: a single touched byte would take 2 MiB, and the kernel may fill holes that were given back,
/// so that memory in use would no longer follow from what was touched.
final class MappedSpace implements AddressSpace {
    /// Processors whose Linux shares the constants below.
    private static final Set<String> PROCESSORS = Set.of("amd64", "x86_64", "aarch64", "riscv64", "loongarch64");

    private static final int PROT_READ_WRITE = 0x1 | 0x2;
    private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x02 | 0x20 | 0x4000;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_NOHUGEPAGE = 15;
    private static final long MAP_FAILED = -1;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;
    private final int granularityBytes;

    private MappedSpace(MemorySegment mapping) {
        this.segment = mapping.reinterpret(arena, Native::unmap);
        this.granularityBytes = Native.pageBytes();
    }

    static boolean isSupported() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
                && PROCESSORS.contains(System.getProperty("os.arch"));
    }

    /// Address space may be limited too (`ulimit -v`): less spread is better than none.
    static MappedSpace reserve(long bytes, int spread) {
        for (int times = spread; times >= 1; times /= 2) {
            long address = Native.map(Math.multiplyExact(bytes, times));
            if (address != MAP_FAILED) {
                MemorySegment mapping = MemorySegment.ofAddress(address).reinterpret(bytes * times);
                Native.advise(address, mapping.byteSize(), MADV_NOHUGEPAGE);
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
        int result = Native.advise(segment.asSlice(offsetBytes, bytes).address(), bytes, MADV_DONTNEED);
        if (result != 0) {
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
        private static final MethodHandle MADVISE =
                function(
                        "madvise",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT));
        private static final MethodHandle PAGE_BYTES =
                function("getpagesize", FunctionDescriptor.of(ValueLayout.JAVA_INT));

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

        static int advise(long address, long bytes, int advice) {
            try {
                return (int) MADVISE.invokeExact(address, bytes, advice);
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        static int pageBytes() {
            try {
                return (int) PAGE_BYTES.invokeExact();
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
