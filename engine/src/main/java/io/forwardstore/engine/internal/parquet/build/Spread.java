package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.internal.memory.Memory;

/// Moves dense values to where validity bits say, with zeros in between.
final class Spread {
    private Spread() {}

    /// From the last value to the first, so that source and target may begin at the same address.
    ///
    /// @param count the values, of which there are as many as set bits
    /// @param length the target's values, nulls included
    static void backward(long source, int count, long validity, long target, int length, int width) {
        switch (width) {
            case Integer.BYTES -> backward4(source, count, validity, target, length);
            case Long.BYTES -> backward8(source, count, validity, target, length);
            default -> backwardAny(source, count, validity, target, length, width);
        }
    }

    private static void backward4(long source, int count, long validity, long target, int length) {
        long from = source + ((long) count - 1) * Integer.BYTES;
        for (int i = length - 1; i >= 0; i--) {
            int bit = Memory.getByte(validity + (i >>> 3)) >>> (i & 7) & 1;
            // Reads one value before the first when all are placed; what it reads is masked out.
            int value = from >= source ? Memory.getInt(from) : 0;
            Memory.putInt(target + (long) i * Integer.BYTES, value & -bit);
            from -= (long) bit * Integer.BYTES;
        }
    }

    private static void backward8(long source, int count, long validity, long target, int length) {
        long from = source + ((long) count - 1) * Long.BYTES;
        for (int i = length - 1; i >= 0; i--) {
            int bit = Memory.getByte(validity + (i >>> 3)) >>> (i & 7) & 1;
            long value = from >= source ? Memory.getLong(from) : 0;
            Memory.putLong(target + (long) i * Long.BYTES, value & -(long) bit);
            from -= (long) bit * Long.BYTES;
        }
    }

    private static void backwardAny(long source, int count, long validity, long target, int length, int width) {
        long next = count;
        for (int i = length - 1; i >= 0; i--) {
            long at = target + (long) i * width;
            if (Memory.getBit(validity, i)) {
                next--;
                // To its own place, or to one behind it that has been read already.
                moveUp(source + next * width, at, width);
            } else {
                Memory.fill(at, width, (byte) 0);
            }
        }
    }

    private static void moveUp(long source, long target, int width) {
        if (source != target) {
            for (int b = width - 1; b >= 0; b--) {
                Memory.putByte(target + b, Memory.getByte(source + b));
            }
        }
    }
}
