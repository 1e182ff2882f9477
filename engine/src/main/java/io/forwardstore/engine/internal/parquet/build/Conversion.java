package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.format.PhysicalType;
import io.forwardstore.engine.internal.parquet.schema.Leaf;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/// From a physical type's values to an Arrow type's of another width.
sealed interface Conversion {
    /// The width of an Arrow value in bytes.
    int targetBytes();

    /// Converts values that stand one behind the other.
    void convert(long source, long target, int count, long fileOffsetBytes);

    /// The conversion that a leaf needs, or null if its values are taken as they are.
    static @Nullable Conversion of(Leaf leaf, ArrowType type) {
        return switch (type) {
            case ArrowType.Decimal decimal -> ofDecimal(leaf, decimal.getBitWidth() / Byte.SIZE);
            case ArrowType.Int integer when leaf.type() == PhysicalType.INT32 && integer.getBitWidth() < Integer.SIZE ->
                    new Narrow(integer.getBitWidth() / Byte.SIZE);
            case ArrowType.Timestamp _ when leaf.type() == PhysicalType.INT96 -> new Int96();
            case ArrowType.Timestamp t when t.getUnit() == TimeUnit.SECOND -> new MillisToSeconds(Long.BYTES);
            case ArrowType.Time t when t.getUnit() == TimeUnit.SECOND -> new MillisToSeconds(Integer.BYTES);
            case ArrowType.Date t when t.getUnit() == DateUnit.MILLISECOND -> new DaysToMillis();
            default -> null;
        };
    }

    private static Conversion ofDecimal(Leaf leaf, int targetBytes) {
        return switch (leaf.type()) {
            case INT32, INT64 -> new WidenInteger(leaf.width(), targetBytes);
            default -> new BigEndian(leaf.width(), targetBytes);
        };
    }

    /// Milliseconds that stand for seconds; what is less than a second is dropped.
    record MillisToSeconds(int targetBytes) implements Conversion {
        private static final int MILLIS_PER_SECOND = 1_000;

        @Override
        public void convert(long source, long target, int count, long fileOffsetBytes) {
            for (long at = 0; at < (long) count * targetBytes; at += targetBytes) {
                if (targetBytes == Integer.BYTES) {
                    Memory.putInt(target + at, Math.floorDiv(Memory.getInt(source + at), MILLIS_PER_SECOND));
                } else {
                    Memory.putLong(target + at, Math.floorDiv(Memory.getLong(source + at), MILLIS_PER_SECOND));
                }
            }
        }
    }

    /// Days that stand for milliseconds.
    record DaysToMillis() implements Conversion {
        private static final long MILLIS_PER_DAY = 86_400_000;

        @Override
        public int targetBytes() {
            return Long.BYTES;
        }

        @Override
        public void convert(long source, long target, int count, long fileOffsetBytes) {
            for (int i = 0; i < count; i++) {
                long days = Memory.getInt(source + (long) i * Integer.BYTES);
                Memory.putLong(target + (long) i * Long.BYTES, days * MILLIS_PER_DAY);
            }
        }
    }

    /// The low bytes of 32-bit integers.
    record Narrow(int targetBytes) implements Conversion {
        @Override
        public void convert(long source, long target, int count, long fileOffsetBytes) {
            if (targetBytes == Byte.BYTES) {
                for (int i = 0; i < count; i++) {
                    Memory.putByte(target + i, Memory.getByte(source + (long) i * Integer.BYTES));
                }
            } else {
                for (int i = 0; i < count; i++) {
                    Memory.putShort(
                            target + (long) i * Short.BYTES, Memory.getShort(source + (long) i * Integer.BYTES));
                }
            }
        }
    }

    /// Integers that carry decimals.
    record WidenInteger(int sourceBytes, int targetBytes) implements Conversion {
        @Override
        public void convert(long source, long target, int count, long fileOffsetBytes) {
            for (int i = 0; i < count; i++) {
                long at = source + (long) i * sourceBytes;
                long value = sourceBytes == Integer.BYTES ? Memory.getInt(at) : Memory.getLong(at);
                long out = target + (long) i * targetBytes;
                Memory.putLong(out, value);
                for (int word = Long.BYTES; word < targetBytes; word += Long.BYTES) {
                    Memory.putLong(out + word, value >> (Long.SIZE - 1));
                }
            }
        }
    }

    /// Big-endian two's complement numbers that carry decimals.
    record BigEndian(int sourceBytes, int targetBytes) implements Conversion {
        @Override
        public void convert(long source, long target, int count, long fileOffsetBytes) {
            for (int i = 0; i < count; i++) {
                convertOne(
                        source + (long) i * sourceBytes, sourceBytes, target + (long) i * targetBytes, fileOffsetBytes);
            }
        }

        void convertOne(long source, int bytes, long target, long fileOffsetBytes) {
            byte sign = (byte) (bytes > 0 && Memory.getByte(source) < 0 ? -1 : 0);
            for (int i = 0; i < targetBytes; i++) {
                Memory.putByte(target + i, i < bytes ? Memory.getByte(source + bytes - 1 - i) : sign);
            }
            for (int i = targetBytes; i < bytes; i++) {
                if (Memory.getByte(source + bytes - 1 - i) != sign) {
                    throw new MalformedPageException(
                            fileOffsetBytes, "expected a decimal of at most " + targetBytes + " bytes, found " + bytes);
                }
            }
        }
    }

    /// Nanoseconds of the day and Julian day, to nanoseconds since 1970; wraps where 64 bits do not suffice, as Arrow
    /// C++ does.
    record Int96() implements Conversion {
        private static final int SOURCE_BYTES = 12;
        private static final long EPOCH_JULIAN_DAY = 2_440_588;
        private static final long NANOS_PER_DAY = 86_400_000_000_000L;

        @Override
        public int targetBytes() {
            return Long.BYTES;
        }

        @Override
        public void convert(long source, long target, int count, long fileOffsetBytes) {
            for (int i = 0; i < count; i++) {
                long at = source + (long) i * SOURCE_BYTES;
                long day = Integer.toUnsignedLong(Memory.getInt(at + Long.BYTES)) - EPOCH_JULIAN_DAY;
                Memory.putLong(target + (long) i * Long.BYTES, day * NANOS_PER_DAY + Memory.getLong(at));
            }
        }
    }
}
