package io.forwardstore.bufferpool;

/// Whether a load may wait for memory that others hold.
///
/// # Why nobody waits for each other
///
/// Whoever holds memory or pins and waits for more may wait for someone who does the same. So at most one load at a
/// time waits: the *exclusive* one. Every other load that finds no memory gives back what it took so far, and starts
/// again when it may be the exclusive one. Callers that hold pins never wait at all: they are told at once that there
/// is no memory, let go of their pins and read page by page. What the exclusive load waits for is therefore released by
/// threads that do not wait for it.
///
/// @param deadlineNanos when waiting ends, by [System#nanoTime]
/// @param isExclusive true for the one load that waits
record Patience(long deadlineNanos, boolean isExclusive) {
    /// Takes what is there, or fails.
    static final Patience NONE = new Patience(0, false);
}
