package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.internal.memory.Memory;

/// Views into one data buffer (Arrow specification, "Variable-size Binary View Layout").
final class Views {
    static final int VIEW_BYTES = 16;

    private static final int MAX_INLINE_BYTES = 12;
    private static final int PREFIX_BYTES = 4;

    private Views() {}

    /// @param offset where in the data buffer the value starts
    static void write(long view, long data, int offset, int bytes) {
        Memory.putLong(view, 0);
        Memory.putLong(view + Long.BYTES, 0);
        Memory.putInt(view, bytes);
        if (bytes <= MAX_INLINE_BYTES) {
            Memory.copy(data + offset, view + Integer.BYTES, bytes);
        } else {
            Memory.copy(data + offset, view + Integer.BYTES, PREFIX_BYTES);
            Memory.putInt(view + 3 * Integer.BYTES, offset);
        }
    }
}
