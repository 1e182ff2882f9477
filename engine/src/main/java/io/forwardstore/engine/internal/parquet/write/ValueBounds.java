package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.internal.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The least and the greatest of some values, in PLAIN encoding without length.
///
/// @param minimum at most the least value
/// @param maximum at least the greatest value
/// @param isMinimumExact true if it is a value
/// @param isMaximumExact true if it is a value
record ValueBounds(byte[] minimum, byte[] maximum, boolean isMinimumExact, boolean isMaximumExact) {
    /// Longer texts and binaries are cut to this, so that statistics stay small.
    static final int MAXIMUM_BYTES = 32;

    private static final int LAST_UTF8_CONTINUATION = 0xBF;

    /// The bounds of values that stand one behind the other; null if there are none. NaN has no place in the order and
    /// does not count.
    ///
    /// @param width the width of fixed-length byte arrays
    static @Nullable ValueBounds of(ValueOrder order, int width, long address, long bytes) {
        if (bytes == 0 || order == ValueOrder.NONE) {
            return null;
        }
        if (order.hasKey()) {
            return ofKeys(order, address, bytes);
        }
        return order.isVariable() ? ofVariable(order, address, bytes) : ofFixed(order, width, address, bytes);
    }

    private static @Nullable ValueBounds ofKeys(ValueOrder order, long address, long bytes) {
        int width = order.width();
        long least = 0;
        long greatest = 0;
        long leastKey = Long.MAX_VALUE;
        long greatestKey = Long.MIN_VALUE;
        for (long at = address; at < address + bytes; at += width) {
            long bits = order.bits(at);
            if (order.isNan(bits)) {
                continue;
            }
            long key = order.key(bits);
            if (key <= leastKey) {
                leastKey = key;
                least = at;
            }
            if (key >= greatestKey) {
                greatestKey = key;
                greatest = at;
            }
        }
        if (least == 0) {
            return null;
        }
        byte[] minimum = copy(least, width);
        byte[] maximum = copy(greatest, width);
        if (order.isFloating()) {
            widenZeros(minimum, maximum);
        }
        return new ValueBounds(minimum, maximum, true, true);
    }

    /// Readers may not tell the zeros apart: a least zero is negative, a greatest one positive (Parquet format,
    /// `ColumnOrder`).
    private static void widenZeros(byte[] minimum, byte[] maximum) {
        if (isZero(minimum)) {
            minimum[minimum.length - 1] = Byte.MIN_VALUE;
        }
        if (isZero(maximum)) {
            maximum[maximum.length - 1] = 0;
        }
    }

    private static boolean isZero(byte[] number) {
        for (int i = 0; i < number.length - 1; i++) {
            if (number[i] != 0) {
                return false;
            }
        }
        return (number[number.length - 1] & Byte.MAX_VALUE) == 0;
    }

    private static ValueBounds ofFixed(ValueOrder order, int width, long address, long bytes) {
        long least = address;
        long greatest = address;
        for (long at = address + width; at < address + bytes; at += width) {
            if (compareFixed(order, at, least, width) < 0) {
                least = at;
            } else if (compareFixed(order, at, greatest, width) > 0) {
                greatest = at;
            }
        }
        return new ValueBounds(copy(least, width), copy(greatest, width), true, true);
    }

    private static int compareFixed(ValueOrder order, long left, long right, int width) {
        return order == ValueOrder.FIXED_DECIMAL
                ? ValueOrder.compareDecimals(left, right, width)
                : ValueOrder.compareBytes(left, width, right, width);
    }

    private static ValueBounds ofVariable(ValueOrder order, long address, long bytes) {
        long least = address;
        long greatest = address;
        for (long at = address; at < address + bytes; at += Integer.BYTES + Memory.getPlainInt(at)) {
            if (compareVariable(at, least) < 0) {
                least = at;
            } else if (compareVariable(at, greatest) > 0) {
                greatest = at;
            }
        }
        return cut(
                order,
                copy(least + Integer.BYTES, Memory.getPlainInt(least)),
                copy(greatest + Integer.BYTES, Memory.getPlainInt(greatest)));
    }

    private static int compareVariable(long left, long right) {
        return ValueOrder.compareBytes(
                left + Integer.BYTES, Memory.getPlainInt(left), right + Integer.BYTES, Memory.getPlainInt(right));
    }

    private static byte[] copy(long address, int bytes) {
        byte[] copy = new byte[bytes];
        Memory.copyToArray(address, copy, 0, bytes);
        return copy;
    }

    private static ValueBounds cut(ValueOrder order, byte[] minimum, byte[] maximum) {
        boolean cutsMinimum = minimum.length > MAXIMUM_BYTES;
        byte @Nullable [] upper = maximum.length > MAXIMUM_BYTES ? increment(order, prefix(order, maximum)) : null;
        return new ValueBounds(
                cutsMinimum ? prefix(order, minimum) : minimum,
                upper == null ? maximum : upper,
                !cutsMinimum,
                upper == null);
    }

    /// The first bytes, without a part of a character.
    private static byte[] prefix(ValueOrder order, byte[] value) {
        int end = MAXIMUM_BYTES;
        while (order == ValueOrder.TEXT && end > 0 && isContinuation(value[end])) {
            end--;
        }
        return Arrays.copyOf(value, end);
    }

    private static boolean isContinuation(byte value) {
        return (value & 0xC0) == 0x80;
    }

    /// The least prefix of that length that is greater than all that begin with this one; null if there is none.
    private static byte @Nullable [] increment(ValueOrder order, byte[] prefix) {
        for (int last = prefix.length - 1; last >= 0; last--) {
            int value = prefix[last] & 0xFF;
            boolean canGrow =
                    order != ValueOrder.TEXT
                            ? value < 0xFF
                            : value < 0x7F || isContinuation(prefix[last]) && value < LAST_UTF8_CONTINUATION;
            if (canGrow && (order != ValueOrder.TEXT || endsCharacter(prefix, last))) {
                byte[] greater = Arrays.copyOf(prefix, last + 1);
                greater[last]++;
                return greater;
            }
        }
        return null;
    }

    /// True for the last byte of a character: raising it gives the next one of the same length.
    private static boolean endsCharacter(byte[] text, int index) {
        return index + 1 == text.length || !isContinuation(text[index + 1]);
    }

    /// The bounds of the values of both.
    static ValueBounds union(ValueOrder order, ValueBounds left, ValueBounds right) {
        boolean isLeftLeast = compare(order, left.minimum, right.minimum) <= 0;
        boolean isLeftGreatest = compare(order, left.maximum, right.maximum) >= 0;
        return new ValueBounds(
                isLeftLeast ? left.minimum : right.minimum,
                isLeftGreatest ? left.maximum : right.maximum,
                isLeftLeast ? left.isMinimumExact : right.isMinimumExact,
                isLeftGreatest ? left.isMaximumExact : right.isMaximumExact);
    }

    /// Compares two bounds.
    static int compare(ValueOrder order, byte[] left, byte[] right) {
        if (order.hasKey()) {
            return Long.compare(key(order, left), key(order, right));
        }
        if (order == ValueOrder.FIXED_DECIMAL && (left[0] ^ right[0]) < 0) {
            return left[0] - right[0];
        }
        return Arrays.compareUnsigned(left, right);
    }

    private static long key(ValueOrder order, byte[] value) {
        long bits = value[value.length - 1];
        for (int i = value.length - 2; i >= 0; i--) {
            bits = bits << Byte.SIZE | value[i] & 0xFF;
        }
        return order.key(bits);
    }
}
