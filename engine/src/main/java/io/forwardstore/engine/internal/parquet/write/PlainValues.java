package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

import java.util.Objects;

/// Puts values of an Arrow array into PLAIN encoding (Parquet format, "Encodings"); booleans into a byte each, since
/// they are packed once a page is whole.
///
/// **State.** None. **Threads.** Safe for concurrent calls. **Failure.** [IllegalArgumentException] for a value that
/// Parquet's type cannot hold, or that leads out of its array.
sealed interface PlainValues {
    /// Adds the values `from` to `from + count`, none of which is null.
    void append(ArrayData array, int from, int count, GrowingBuffer target);

    /// Values of the same width and byte order in both formats.
    record Copied(int bytes) implements PlainValues {
        @Override
        public void append(ArrayData array, int from, int count, GrowingBuffer target) {
            target.append(array.buffer1() + (long) from * bytes, (long) count * bytes);
        }
    }

    /// Bits as bytes.
    record Booleans() implements PlainValues {
        @Override
        public void append(ArrayData array, int from, int count, GrowingBuffer target) {
            long out = target.extend(count);
            for (int i = 0; i < count; i++) {
                Memory.putByte(out + i, (byte) (Memory.getBit(array.buffer1(), (long) from + i) ? 1 : 0));
            }
        }
    }

    /// Integers of 8 and 16 bits as 32.
    record Widened(int bytes, Sign sign) implements PlainValues {
        @Override
        public void append(ArrayData array, int from, int count, GrowingBuffer target) {
            long in = array.buffer1() + (long) from * bytes;
            long out = target.extend((long) count * Integer.BYTES);
            int mask = sign == Sign.SIGNED ? -1 : (1 << (bytes * Byte.SIZE)) - 1;
            for (int i = 0; i < count; i++) {
                int value = bytes == Byte.BYTES ? Memory.getByte(in + i) : Memory.getShort(in + (long) i * bytes);
                Memory.putInt(out + (long) i * Integer.BYTES, value & mask);
            }
        }
    }

    /// Whether an integer's highest bit is its sign.
    enum Sign {
        SIGNED,
        UNSIGNED
    }

    /// Seconds of the day as milliseconds, 32 bits both.
    record SecondsOfDay() implements PlainValues {
        private static final int MILLIS_PER_SECOND = 1_000;

        @Override
        public void append(ArrayData array, int from, int count, GrowingBuffer target) {
            for (int i = 0; i < count; i++) {
                int seconds = Memory.getInt(array.buffer1() + (from + (long) i) * Integer.BYTES);
                target.appendInt(Math.multiplyExact(seconds, MILLIS_PER_SECOND));
            }
        }
    }

    /// Seconds as milliseconds, 64 bits both.
    record Seconds() implements PlainValues {
        private static final long MILLIS_PER_SECOND = 1_000;

        @Override
        public void append(ArrayData array, int from, int count, GrowingBuffer target) {
            for (int i = 0; i < count; i++) {
                long seconds = Memory.getLong(array.buffer1() + (from + (long) i) * Long.BYTES);
                if (Math.multiplyHigh(seconds, MILLIS_PER_SECOND) != (seconds * MILLIS_PER_SECOND) >> (Long.SIZE - 1)) {
                    throw new IllegalArgumentException(
                            "timestamp of " + seconds + " s has no milliseconds in 64 bits, as Parquet wants them");
                }
                target.appendLong(seconds * MILLIS_PER_SECOND);
            }
        }
    }

    /// Dates in milliseconds as days.
    record MillisOfDays() implements PlainValues {
        private static final long MILLIS_PER_DAY = 86_400_000;

        @Override
        public void append(ArrayData array, int from, int count, GrowingBuffer target) {
            for (int i = 0; i < count; i++) {
                long millis = Memory.getLong(array.buffer1() + (from + (long) i) * Long.BYTES);
                long days = millis / MILLIS_PER_DAY;
                if (days * MILLIS_PER_DAY != millis || days != (int) days) {
                    throw new IllegalArgumentException(
                            "date of " + millis + " ms is no whole day of 32 bits, as Parquet wants it");
                }
                target.appendInt((int) days);
            }
        }
    }

    /// Decimals as integers of 4 or 8 bytes.
    ///
    /// @param sourceBytes the width of an Arrow decimal
    record DecimalIntegers(int sourceBytes, int bytes) implements PlainValues {
        @Override
        public void append(ArrayData array, int from, int count, GrowingBuffer target) {
            long out = target.extend((long) count * bytes);
            for (int i = 0; i < count; i++) {
                long in = array.buffer1() + (from + (long) i) * sourceBytes;
                long value = sourceBytes == Integer.BYTES ? Memory.getInt(in) : Memory.getLong(in);
                for (int word = Long.BYTES; word < sourceBytes; word += Long.BYTES) {
                    checkFits(Memory.getLong(in + word) == value >> (Long.SIZE - 1));
                }
                if (bytes == Integer.BYTES) {
                    checkFits(value == (int) value);
                    Memory.putInt(out + (long) i * bytes, (int) value);
                } else {
                    Memory.putLong(out + (long) i * bytes, value);
                }
            }
        }

        static void checkFits(boolean fits) {
            if (!fits) {
                throw new IllegalArgumentException("decimal has more digits than its precision");
            }
        }
    }

    /// Decimals as big-endian numbers of the fewest bytes that hold their precision.
    ///
    /// @param sourceBytes the width of an Arrow decimal
    record DecimalBytes(int sourceBytes, int bytes) implements PlainValues {
        @Override
        public void append(ArrayData array, int from, int count, GrowingBuffer target) {
            long out = target.extend((long) count * bytes);
            for (int i = 0; i < count; i++) {
                long in = array.buffer1() + (from + (long) i) * sourceBytes;
                int sign = Memory.getByte(in + bytes - 1) >> (Byte.SIZE - 1);
                for (int at = bytes; at < sourceBytes; at++) {
                    DecimalIntegers.checkFits(Memory.getByte(in + at) == sign);
                }
                for (int at = 0; at < bytes; at++) {
                    Memory.putByte(out + (long) i * bytes + at, Memory.getByte(in + bytes - 1 - at));
                }
            }
        }
    }

    /// Strings and binaries with offsets: each value's length in four bytes, then its bytes.
    ///
    /// @param offsetBytes 4 or 8
    record Bytes(int offsetBytes) implements PlainValues {
        @Override
        public void append(ArrayData array, int from, int count, GrowingBuffer target) {
            long start = offset(array, from);
            for (int i = from + 1; i <= from + count; i++) {
                long end = offset(array, i);
                if (start < 0 || end < start || end > array.buffer2Bytes() || end - start > MAXIMUM_BYTES) {
                    throw new IllegalArgumentException(
                            "Invalid offsets "
                                    + start
                                    + " to "
                                    + end
                                    + ": expected ascending values up to "
                                    + array.buffer2Bytes());
                }
                int length = (int) (end - start);
                long out = target.extend(Integer.BYTES + (long) length);
                Memory.putInt(out, length);
                Memory.copy(array.buffer2() + start, out + Integer.BYTES, length);
                start = end;
            }
        }

        private long offset(ArrayData array, int index) {
            return offsetBytes == Integer.BYTES
                    ? Memory.getInt(array.buffer1() + (long) index * Integer.BYTES)
                    : Memory.getLong(array.buffer1() + (long) index * Long.BYTES);
        }
    }

    /// Views as length and bytes.
    record Views() implements PlainValues {
        private static final int VIEW_BYTES = 16;
        private static final int INLINE_BYTES = 12;
        private static final int INLINE_AT = 4;
        private static final int BUFFER_AT = 8;
        private static final int OFFSET_AT = 12;

        @Override
        public void append(ArrayData array, int from, int count, GrowingBuffer target) {
            for (int i = from; i < from + count; i++) {
                long view = array.buffer1() + (long) i * VIEW_BYTES;
                int length = Memory.getInt(view);
                long bytes =
                        length >= 0 && length <= INLINE_BYTES
                                ? view + INLINE_AT
                                : outOfLine(array.variadic(), view, length);
                long out = target.extend(Integer.BYTES + (long) length);
                Memory.putInt(out, length);
                Memory.copy(bytes, out + Integer.BYTES, length);
            }
        }

        private static long outOfLine(long[] variadic, long view, int length) {
            int buffer = Objects.checkIndex(Memory.getInt(view + BUFFER_AT), variadic.length / 2);
            long offset = Memory.getInt(view + OFFSET_AT);
            Objects.checkFromIndexSize(offset, length, variadic[2 * buffer + 1]);
            return variadic[2 * buffer] + offset;
        }
    }

    /// No values: everything is null.
    record Nothing() implements PlainValues {
        @Override
        public void append(ArrayData array, int from, int count, GrowingBuffer target) {
            throw new IllegalArgumentException("a column of nulls has " + count + " values");
        }
    }

    /// The longest value: page sizes are told in `int`.
    int MAXIMUM_BYTES = 1 << 30;
}
