package io.forwardstore.mmap;

/// What becomes of a lock that the operating system refuses in part.
public enum LockPolicy {
    /// As much as may be locked is; a warning names the limit.
    BEST_EFFORT,
    /// Nothing stays locked, and the call fails.
    REQUIRED
}
