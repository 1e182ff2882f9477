package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.internal.memory.Memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Moves dense values to where validity bits say, with zeros in between.
final class Spread {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private Spread() {}

    /// True for widths that are moved as one word, without a branch.
    static boolean isWordWidth(int width) {
        return width == Integer.BYTES || width == Long.BYTES;
    }

    /// From the first value to the last, to a target elsewhere. May read one value past the last one.
    ///
    /// @param firstBit the first row's validity bit
    /// @param length the target's values, nulls included
    /// @param width a word's, see [#isWordWidth]
    static void forward(long source, long validity, long firstBit, long target, int length, int width) {
        if (width == Integer.BYTES) {
            forward4(source, validity, firstBit, target, length);
        } else {
            forward8(source, validity, firstBit, target, length);
        }
    }

    private static void forward4(long source, long validity, long firstBit, long target, int length) {
        long from = source;
        int i = 0;
        if ((firstBit & 7) == 0) {
            for (; length - i >= Long.SIZE; i += Long.SIZE) {
                long bits = Memory.getLong(validity + ((firstBit + i) >>> 3));
                from += (long) forward4(from, bits, target + (long) i * Integer.BYTES) * Integer.BYTES;
            }
        }
        for (; i < length; i++) {
            int bit = bit(validity, firstBit + i);
            Memory.putInt(target + (long) i * Integer.BYTES, Memory.getPlainInt(from) & -bit);
            from += (long) bit * Integer.BYTES;
        }
    }

    /// Places 64 rows; answers how many are present. Slices of a constant size spare most checks of a word's address.
    private static int forward4(long source, long validity, long target) {
        MemorySegment from = Memory.asSegment(source, (long) Long.SIZE * Integer.BYTES);
        MemorySegment to = Memory.asSegment(target, (long) Long.SIZE * Integer.BYTES);
        long bits = validity;
        int next = 0;
        for (int i = 0; i < Long.SIZE; i++) {
            int bit = (int) bits & 1;
            bits >>>= 1;
            to.set(INT, 4L * i, from.get(INT, 4L * next) & -bit);
            next += bit;
        }
        return next;
    }

    private static void forward8(long source, long validity, long firstBit, long target, int length) {
        long from = source;
        for (int i = 0; i < length; i++) {
            int bit = bit(validity, firstBit + i);
            Memory.putLong(target + (long) i * Long.BYTES, Memory.getLong(from) & -(long) bit);
            from += (long) bit * Long.BYTES;
        }
    }

    private static int bit(long validity, long index) {
        return Memory.getByte(validity + (index >>> 3)) >>> (index & 7) & 1;
    }

    /// From the last value to the first, so that source and target may begin at the same address.
    ///
    /// @param count the values, of which there are as many as set bits
    /// @param firstBit the first row's validity bit
    /// @param length the target's values, nulls included
    static void backward(long source, int count, long validity, long firstBit, long target, int length, int width) {
        switch (width) {
            case Integer.BYTES -> backward4(source, count, validity, firstBit, target, length);
            case Long.BYTES -> backward8(source, count, validity, firstBit, target, length);
            default -> backwardAny(source, count, validity, firstBit, target, length, width);
        }
    }

    private static void backward4(long source, int count, long validity, long firstBit, long target, int length) {
        long from = source + ((long) count - 1) * Integer.BYTES;
        for (int i = length - 1; i >= 0; i--) {
            int bit = bit(validity, firstBit + i);
            // Reads one value before the first when all are placed; what it reads is masked out.
            int value = from >= source ? Memory.getInt(from) : 0;
            Memory.putInt(target + (long) i * Integer.BYTES, value & -bit);
            from -= (long) bit * Integer.BYTES;
        }
    }

    private static void backward8(long source, int count, long validity, long firstBit, long target, int length) {
        long from = source + ((long) count - 1) * Long.BYTES;
        for (int i = length - 1; i >= 0; i--) {
            int bit = bit(validity, firstBit + i);
            long value = from >= source ? Memory.getLong(from) : 0;
            Memory.putLong(target + (long) i * Long.BYTES, value & -(long) bit);
            from -= (long) bit * Long.BYTES;
        }
    }

    private static void backwardAny(
            long source, int count, long validity, long firstBit, long target, int length, int width) {
        long next = count;
        for (int i = length - 1; i >= 0; i--) {
            long at = target + (long) i * width;
            if (Memory.getBit(validity, firstBit + i)) {
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
