package io.forwardstore.mmap;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.NoSuchElementException;
import java.util.Set;

/// The system calls that a mapping needs, on 64-bit Linux. Constants are those of the kernel's generic headers, which
/// the architectures named in [#ARCHITECTURES] share.
final class LibC {
    static final int EINTR = 4;
    static final int ENOMEM = 12;
    static final int EFAULT = 14;
    static final int EHWPOISON = 133;

    static final int MADV_NORMAL = 0;
    static final int MADV_RANDOM = 1;
    static final int MADV_SEQUENTIAL = 2;
    static final int MADV_WILLNEED = 3;
    static final int MADV_POPULATE_READ = 22;

    private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64", "riscv64");
    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final int SEEK_END = 2;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_NORESERVE = 0x2 | 0x4000;
    private static final long MAP_FAILED = -1;
    private static final int MLOCK_ONFAULT = 1;
    private static final int RLIMIT_MEMLOCK = 8;
    private static final int SC_PAGESIZE = 30;
    private static final int RUSAGE_THREAD = 1;
    private static final int RUSAGE_LONGS = 18;
    private static final int RU_INBLOCK = 11;
    private static final int RU_BLOCK_BYTES = 512;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;

    private static final MemoryLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle open = handle("open", INT, POINTER, INT);
    private final MethodHandle lseek = handle("lseek", LONG, INT, LONG, INT);
    private final MethodHandle pread = handle("pread", LONG, INT, LONG, LONG, LONG);
    private final MethodHandle close = handle("close", INT, INT);
    private final MethodHandle mmap = handle("mmap", LONG, LONG, LONG, INT, INT, INT, LONG);
    private final MethodHandle munmap = handle("munmap", INT, LONG, LONG);
    private final MethodHandle madvise = handle("madvise", INT, LONG, LONG, INT);
    private final MethodHandle mincore = handle("mincore", INT, LONG, LONG, POINTER);
    private final MethodHandle mlock2 = handle("mlock2", INT, LONG, LONG, INT);
    private final MethodHandle munlock = handle("munlock", INT, LONG, LONG);
    private final MethodHandle getrlimit = handle("getrlimit", INT, INT, POINTER);
    private final MethodHandle getrusage = handle("getrusage", INT, INT, POINTER);
    private final long pageBytes;

    private LibC() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            pageBytes = (long) handle("sysconf", LONG, INT).invokeExact(state, SC_PAGESIZE);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// The calls, or null where they are not to be had.
    static @Nullable LibC instance() {
        return Holder.INSTANCE;
    }

    private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
        MemorySegment symbol =
                Linker.nativeLinker().defaultLookup().find(name).orElseThrow(() -> new NoSuchElementException(name));
        return Linker.nativeLinker()
                .downcallHandle(
                        symbol, FunctionDescriptor.of(result, arguments), Linker.Option.captureCallState("errno"));
    }

    long pageBytes() {
        return pageBytes;
    }

    /// Opens a file for reading.
    ///
    /// @param path the file's path in the system's own bytes
    /// @return a descriptor, or a negative number if the system refused
    int open(byte[] path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            MemorySegment name = arena.allocate(path.length + 1L);
            name.copyFrom(MemorySegment.ofArray(path));
            return (int) open.invokeExact(state, name, O_RDONLY_CLOEXEC);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) close.invokeExact(arena.allocate(CAPTURE), descriptor);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Maps a whole file so that writes stay in this process.
    ///
    /// @return the mapping, or null if the system refused
    @Nullable Mapped map(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            long bytes = (long) lseek.invokeExact(state, descriptor, 0L, SEEK_END);
            if (bytes <= 0) {
                return null;
            }
            long address =
                    (long) mmap.invokeExact(state, 0L, bytes, PROT_READ_WRITE, MAP_PRIVATE_NORESERVE, descriptor, 0L);
            return address == MAP_FAILED ? null : new Mapped(address, bytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// A mapping.
    ///
    /// @param address its start
    /// @param bytes its extent
    record Mapped(long address, long bytes) {}

    /// Reads up to `bytes` bytes at an offset to an address. Answers their number, 0 at the file's end, or a negated
    /// error number.
    long read(int descriptor, long address, long bytes, long offsetBytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            long count = (long) pread.invokeExact(state, descriptor, address, bytes, offsetBytes);
            return count >= 0 ? count : -(int) ERRNO.get(state, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void unmap(long address, long bytes) {
        requireSuccess("munmap", call(munmap, address, bytes));
    }

    /// Answers 0 or the error number.
    int advise(long address, long bytes, int advice) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            return errno(state, (int) madvise.invokeExact(state, address, bytes, advice));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Fills `pages` with a byte for each page, whose lowest bit tells if the page is in memory. Answers 0 or the error
    /// number.
    int residence(long address, long bytes, MemorySegment pages) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            return errno(state, (int) mincore.invokeExact(state, address, bytes, pages));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Pins pages, each once it is in memory: pinning at once would copy the pages of a writable private mapping.
    /// Answers 0 or the error number.
    int lock(long address, long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            return errno(state, (int) mlock2.invokeExact(state, address, bytes, MLOCK_ONFAULT));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void unlock(long address, long bytes) {
        requireSuccess("munlock", call(munlock, address, bytes));
    }

    /// The most bytes that this process may lock; negative if there is no limit.
    long lockLimitBytes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            MemorySegment limits = arena.allocate(LONG, 2);
            requireSuccess("getrlimit", errno(state, (int) getrlimit.invokeExact(state, RLIMIT_MEMLOCK, limits)));
            return limits.get(LONG, 0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// The bytes that this thread has had read from storage so far; 0 if the system does not count them.
    long threadReadBytes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            MemorySegment usage = arena.allocate(LONG, RUSAGE_LONGS);
            int result = (int) getrusage.invokeExact(state, RUSAGE_THREAD, usage);
            return result == 0 ? usage.getAtIndex(LONG, RU_INBLOCK) * RU_BLOCK_BYTES : 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static int call(MethodHandle function, long address, long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            return errno(state, (int) function.invokeExact(state, address, bytes));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static int errno(MemorySegment state, int result) {
        return result == 0 ? 0 : (int) ERRNO.get(state, 0L);
    }

    private static void requireSuccess(String function, int errno) {
        if (errno != 0) {
            throw new IllegalStateException(function + " failed with error number " + errno);
        }
    }

    /// Downcalls declare [Throwable] and throw none but what is thrown on.
    private static RuntimeException unexpected(Throwable thrown) {
        return switch (thrown) {
            case Error e -> throw e;
            case RuntimeException e -> e;
            default -> new IllegalStateException(thrown);
        };
    }

    private static final class Holder {
        static final @Nullable LibC INSTANCE = find();

        private static @Nullable LibC find() {
            if (!System.getProperty("os.name").equals("Linux")
                    || !ARCHITECTURES.contains(System.getProperty("os.arch"))) {
                return null;
            }
            try {
                return new LibC();
            } catch (NoSuchElementException | UnsupportedOperationException e) {
                return null; // a C library or a JDK without these calls
            }
        }
    }
}
