package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.internal.memory.Zeros;

import java.io.IOException;

/// A batch's buffers by number.
interface Buffers {
    /// The address of a buffer of at least `neededBytes` bytes; of any zeros if none are needed.
    default long address(int buffer, long neededBytes) throws IOException {
        return neededBytes == 0 ? Zeros.address() : load(buffer, neededBytes).address();
    }

    /// A buffer of whatever size it has, but at least `neededBytes`.
    Extent load(int buffer, long neededBytes) throws IOException;

    /// The address of `count` decimals of 16 bytes that a buffer holds in `narrowBytes` bytes each.
    long widened(int buffer, int count, int narrowBytes) throws IOException;

    /// A buffer in memory.
    ///
    /// @param address where it starts
    /// @param bytes its extent
    record Extent(long address, long bytes) {}
}
