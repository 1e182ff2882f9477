package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.internal.memory.Memory;

/// The orders of values that statistics follow (Parquet format, `ColumnOrder`, TYPE_ORDER), over values in PLAIN
/// encoding.
enum ValueOrder {
    /// A byte of 0 or 1.
    BOOLEAN(1),
    INT32(4),
    UINT32(4),
    INT64(8),
    UINT64(8),
    FLOAT16(2),
    FLOAT32(4),
    FLOAT64(8),

    /// Fixed-length bytes, as unsigned numbers one after the other.
    FIXED_BYTES(0),

    /// Fixed-length bytes as one signed big-endian number.
    FIXED_DECIMAL(0),

    /// Length and bytes; compared as [#FIXED_BYTES].
    BYTES(-1),

    /// Length and bytes of UTF-8 text, which is cut between characters only.
    TEXT(-1),

    /// There is no order: no statistics.
    NONE(0);

    private final int bytes;

    ValueOrder(int bytes) {
        this.bytes = bytes;
    }

    /// True if each value begins with its length.
    boolean isVariable() {
        return bytes < 0;
    }

    /// True if values are floating-point numbers, among which NaN has no place.
    boolean isFloating() {
        return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
    }

    /// The width of a value of up to eight bytes.
    int width() {
        return bytes;
    }

    /// The bytes of a fixed-width value of up to eight bytes.
    long bits(long address) {
        return switch (bytes) {
            case Byte.BYTES -> Memory.getByte(address);
            case Short.BYTES -> Memory.getShort(address);
            case Integer.BYTES -> Memory.getPlainInt(address);
            default -> Memory.getLong(address);
        };
    }

    /// A number that orders fixed-width values of up to eight bytes.
    long key(long bits) {
        return switch (this) {
            case UINT32 -> bits & 0xFFFFFFFFL;
            case UINT64 -> bits ^ Long.MIN_VALUE;
            case FLOAT16, FLOAT32, FLOAT64 -> ordered(number(bits));
            default -> bits;
        };
    }

    /// True if the bits are those of a NaN.
    boolean isNan(long bits) {
        return isFloating() && Double.isNaN(number(bits));
    }

    private double number(long bits) {
        return switch (this) {
            case FLOAT16 -> Float.float16ToFloat((short) bits);
            case FLOAT32 -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    /// True if [#key] orders the values.
    boolean hasKey() {
        return bytes > 0;
    }

    /// Numbers as integers of the same order; negative zero stands before positive zero.
    private static long ordered(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits ^ (bits >> (Long.SIZE - 1) & Long.MAX_VALUE);
    }

    /// Compares byte strings in memory as unsigned numbers one after the other.
    static int compareBytes(long left, int leftBytes, long right, int rightBytes) {
        int common = Math.min(leftBytes, rightBytes);
        int at = 0;
        for (; common - at >= Long.BYTES; at += Long.BYTES) {
            long a = Memory.getLong(left + at);
            long b = Memory.getLong(right + at);
            if (a != b) {
                return Long.compareUnsigned(Long.reverseBytes(a), Long.reverseBytes(b));
            }
        }
        for (; at < common; at++) {
            int difference = (Memory.getByte(left + at) & 0xFF) - (Memory.getByte(right + at) & 0xFF);
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(leftBytes, rightBytes);
    }

    /// Compares signed big-endian numbers of one width.
    static int compareDecimals(long left, long right, int width) {
        int signs = Memory.getByte(left) - Memory.getByte(right);
        boolean sameSign = (Memory.getByte(left) ^ Memory.getByte(right)) >= 0;
        return sameSign ? compareBytes(left, width, right, width) : signs;
    }
}
