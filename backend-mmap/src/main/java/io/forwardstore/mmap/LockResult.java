package io.forwardstore.mmap;

import java.util.OptionalLong;

/// What a lock has reached.
///
/// @param wantedBytes the mapping's size, in bytes
/// @param lockedBytes the bytes that cannot leave memory until they are unlocked or the file is unmapped
/// @param limitBytes the most bytes that this process may lock, if there is a limit; privileged processes pass it
public record LockResult(long wantedBytes, long lockedBytes, OptionalLong limitBytes) {
    /// True if the whole mapping is locked.
    public boolean isComplete() {
        return lockedBytes == wantedBytes;
    }
}
