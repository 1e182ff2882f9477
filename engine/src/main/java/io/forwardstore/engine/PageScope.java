package io.forwardstore.engine;

/// Memory for the pages of one read, and what keeps them valid.
///
/// **State.** Open until [#close], which frees all that was allocated and drops all that was kept.
///
/// **Threads.** One thread at a time.
///
/// **Ownership.** Whoever makes a scope closes it; no address that came from it is used after that.
///
/// **Failure.** [org.apache.arrow.memory.OutOfMemoryException] when the memory is not to be had.
public interface PageScope extends AutoCloseable {
    /// Memory of `bytes` bytes, aligned to 64, content undefined, followed by at least 64 bytes that may be read and
    /// overwritten, so that kernels may work in whole words.
    long allocate(long bytes);

    /// Runs `release` when this scope closes.
    void onClose(Runnable release);

    /// Keeps memory that a page was decoded into, so that an answer can share it instead of copying from it. Answers
    /// false, and keeps nothing, if answers of this scope must lie in memory that it allocated itself.
    ///
    /// @param bytes what of that memory the answer shares
    /// @param release as for [#onClose]
    default boolean adopt(long bytes, Runnable release) {
        return false;
    }

    /// A scope for what is needed only while a page is read; closed by the reader of the page.
    PageScope scratch();

    /// True if no more than one page at a time may be kept through this scope: what lets pages stay in memory only
    /// while they are used says so by [org.apache.arrow.memory.OutOfMemoryException] when it cannot keep all that a
    /// read wants, and the read begins anew, asking a frugal scope's columns for rows instead of pages.
    default boolean isFrugal() {
        return false;
    }

    @Override
    void close();
}
