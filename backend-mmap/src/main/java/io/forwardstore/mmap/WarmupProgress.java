package io.forwardstore.mmap;

/// Hears how far a warm-up is: from any of its threads, from one at a time.
@FunctionalInterface
public interface WarmupProgress {
    /// @param doneBytes the bytes that are done, never fewer than the time before
    /// @param totalBytes all bytes
    void warmed(long doneBytes, long totalBytes);
}
