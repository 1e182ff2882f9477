package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.memory.Memory;

/// Copies values that are mostly short, in blocks of [#BLOCK_BYTES]: a loop over words would be mispredicted at the end
/// of nearly every value.
final class ShortCopy {
    /// Bytes that are copied at once: so many may be written behind the target, and read behind the source.
    static final int BLOCK_BYTES = 64;

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
        copyBlock(source, target);
        for (int at = BLOCK_BYTES; at < bytes; at += BLOCK_BYTES) {
            copyBlock(source + at, target + at);
        }
    }

    private static void copyBlock(long source, long target) {
        long word0 = Memory.getLong(source);
        long word1 = Memory.getLong(source + 8);
        long word2 = Memory.getLong(source + 16);
        long word3 = Memory.getLong(source + 24);
        Memory.putLong(target, word0);
        Memory.putLong(target + 8, word1);
        Memory.putLong(target + 16, word2);
        Memory.putLong(target + 24, word3);
        long word4 = Memory.getLong(source + 32);
        long word5 = Memory.getLong(source + 40);
        long word6 = Memory.getLong(source + 48);
        long word7 = Memory.getLong(source + 56);
        Memory.putLong(target + 32, word4);
        Memory.putLong(target + 40, word5);
        Memory.putLong(target + 48, word6);
        Memory.putLong(target + 56, word7);
    }
}
