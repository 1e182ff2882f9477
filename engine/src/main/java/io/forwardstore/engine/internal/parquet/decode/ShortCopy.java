package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.memory.Memory;

/// Copies values that are mostly short, in whole words: up to 7 bytes behind source and target are touched.
final class ShortCopy {
    /// From here on a bulk copy is faster than words.
    private static final int BULK_BYTES = 128;

    private ShortCopy() {}

    static void copy(long source, long target, int bytes) {
        if (bytes > BULK_BYTES) {
            Memory.copy(source, target, bytes);
            return;
        }
        for (int at = 0; at < bytes; at += Long.BYTES) {
            Memory.putLong(target + at, Memory.getLong(source + at));
        }
    }
}
