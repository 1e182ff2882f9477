package io.forwardstore.engine.internal.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Set;

/// What 64-bit Linux is told of memory that this process has (`madvise(2)`).
///
/// **Threads.** Safe for concurrent calls. **Failure.** Callers ask [#isSupported] first.
public final class MemoryAdvice {
    /// `MADV_DONTNEED`: the pages may go; private anonymous ones come back as zeros.
    public static final int DONT_NEED = 4;

    /// `MADV_HUGEPAGE`
    public static final int HUGE_PAGES = 14;

    /// `MADV_NOHUGEPAGE`
    public static final int NO_HUGE_PAGES = 15;

    /// Processors whose Linux shares the constants above.
    private static final Set<String> PROCESSORS = Set.of("amd64", "x86_64", "aarch64", "riscv64", "loongarch64");

    private MemoryAdvice() {}

    /// True where the system takes advice.
    public static boolean isSupported() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
                && PROCESSORS.contains(System.getProperty("os.arch"));
    }

    /// Advises on whole pages.
    ///
    /// @param address the start of a page
    /// @return 0, or another number if the system refuses
    public static int advise(long address, long bytes, int advice) {
        try {
            return (int) Calls.MADVISE.invokeExact(address, bytes, advice);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// The size of a page, in bytes.
    public static int pageBytes() {
        try {
            return (int) Calls.GETPAGESIZE.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Native functions throw nothing; a throwable here is a defect in the call.
    private static AssertionError unexpected(Throwable e) {
        return new AssertionError(e);
    }

    private static final class Calls {
        private static final MethodHandle MADVISE =
                function(
                        "madvise",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT));
        private static final MethodHandle GETPAGESIZE =
                function("getpagesize", FunctionDescriptor.of(ValueLayout.JAVA_INT));

        private static MethodHandle function(String name, FunctionDescriptor type) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
        }
    }
}
