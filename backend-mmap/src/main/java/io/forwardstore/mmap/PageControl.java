package io.forwardstore.mmap;

import java.util.OptionalLong;

/// What the operating system does with the pages of a mapping. Ranges start and end on pages.
///
/// **Threads.** Safe for concurrent calls. **Ownership.** The caller keeps the range mapped during a call.
interface PageControl {
    /// The control of this operating system.
    static PageControl ofSystem() {
        LibC calls = LibC.instance();
        return calls != null ? new LinuxPageControl(calls) : new PortablePageControl();
    }

    /// The size of a page, in bytes.
    long pageBytes();

    /// Brings a range into memory.
    ///
    /// @throws InternalError if the file behind it was truncated or cannot be read
    void populate(long address, long bytes);

    /// The bytes of a range that are in memory, if the system tells.
    OptionalLong residentBytes(long address, long bytes);

    /// @throws UnsupportedOperationException if the system takes no advice
    void advise(long address, long bytes, Advice advice);

    /// Begins to read a range without waiting for it, if the system can. Failure is ignored.
    void willNeed(long address, long bytes);

    /// The bytes that this thread has had read from storage so far; 0 if the system does not tell.
    long threadReadBytes();

    /// Keeps the pages of a range in memory, each from when it is there; answers false if the system refuses.
    ///
    /// @throws UnsupportedOperationException if the system cannot
    boolean lock(long address, long bytes);

    /// Undoes [#lock].
    void unlock(long address, long bytes);

    /// The most bytes that this process may lock, if there is a limit.
    OptionalLong lockLimitBytes();
}
