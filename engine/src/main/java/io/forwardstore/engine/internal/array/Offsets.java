package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.internal.memory.Memory;

/// Offsets and sizes of 4 or 8 bytes, as the layouts and their large siblings have them.
final class Offsets {
    private Offsets() {}

    /// @param offsetBytes 4 or 8
    static long get(int offsetBytes, long buffer, long index) {
        return offsetBytes == Integer.BYTES ? Memory.getInt(buffer + 4L * index) : Memory.getLong(buffer + 8L * index);
    }

    /// @param offsetBytes 4 or 8
    /// @return the address behind what was written
    static long put(int offsetBytes, long target, long offset) {
        if (offsetBytes == Integer.BYTES) {
            Memory.putInt(target, (int) offset);
        } else {
            Memory.putLong(target, offset);
        }
        return target + offsetBytes;
    }
}
