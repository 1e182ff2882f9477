package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.memory.Memory;

/// Copies values that are mostly short, in blocks of [#BLOCK_BYTES]: a loop over words would be mispredicted at the end
/// of nearly every value.
final class ShortCopy {
    /// Bytes that are copied at once: so many may be written behind the target, and read behind the source.
    static final int BLOCK_BYTES = Memory.BLOCK_BYTES;

    /// The end of reading where a block may be read behind every value, as in memory of a scope.
    static final long SLACK = Long.MAX_VALUE;

    /// From here on a bulk copy is faster than blocks.
    private static final int BULK_BYTES = 512;

    private ShortCopy() {}

    /// @param readableEnd where reading must end
    static void copy(long source, long readableEnd, long target, int bytes) {
        if (bytes > BULK_BYTES || readableEnd - source < (long) bytes + BLOCK_BYTES) {
            Memory.copy(source, target, bytes);
            return;
        }
        Memory.copyBlock(source, target);
        for (int at = BLOCK_BYTES; at < bytes; at += BLOCK_BYTES) {
            Memory.copyBlock(source + at, target + at);
        }
    }
}
