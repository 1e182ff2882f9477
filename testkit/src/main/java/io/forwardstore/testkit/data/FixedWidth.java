package io.forwardstore.testkit.data;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;

/// The types whose values take the same number of bytes each: how a value becomes little-endian bytes and back.
final class FixedWidth {
    private FixedWidth() {}

    /// The width of a value in bytes, or -1 if the type has none.
    static int bytes(ArrowType type) {
        return switch (type) {
            case ArrowType.Int t -> t.getBitWidth() / 8;
            case ArrowType.FloatingPoint t ->
                    switch (t.getPrecision()) {
                        case HALF -> 2;
                        case SINGLE -> 4;
                        case DOUBLE -> 8;
                    };
            case ArrowType.Decimal t -> t.getBitWidth() / 8;
            case ArrowType.Date t -> t.getUnit() == DateUnit.DAY ? 4 : 8;
            case ArrowType.Time t -> t.getBitWidth() / 8;
            case ArrowType.Timestamp _, ArrowType.Duration _ -> 8;
            case ArrowType.Interval t ->
                    switch (t.getUnit()) {
                        case YEAR_MONTH -> 4;
                        case DAY_TIME -> 8;
                        case MONTH_DAY_NANO -> 16;
                    };
            case ArrowType.FixedSizeBinary t -> t.getByteWidth();
            default -> -1;
        };
    }

    /// Appends a value.
    static void put(ArrowType type, Object value, ByteBuffer out) {
        switch (type) {
            case ArrowType.FloatingPoint t -> putFloat(t.getPrecision(), value, out);
            case ArrowType.Decimal t -> putDecimal((BigDecimal) value, t.getBitWidth() / 8, out);
            case ArrowType.Interval _ when value instanceof List<?> parts -> putParts(parts, out);
            case ArrowType.FixedSizeBinary _ -> out.put(((Bytes) value).toArray());
            default -> putInteger((Long) value, bytes(type), out);
        }
    }

    /// Reads the value at the buffer's position.
    static Object get(ArrowType type, ByteBuffer in) {
        return switch (type) {
            case ArrowType.FloatingPoint t ->
                    switch (t.getPrecision()) {
                        case HALF -> Float.float16ToFloat(in.getShort());
                        case SINGLE -> in.getFloat();
                        case DOUBLE -> in.getDouble();
                    };
            case ArrowType.Decimal t -> getDecimal(t, in);
            case ArrowType.Interval t ->
                    switch (t.getUnit()) {
                        case YEAR_MONTH -> (Object) (long) in.getInt();
                        case DAY_TIME -> List.of((long) in.getInt(), (long) in.getInt());
                        case MONTH_DAY_NANO -> List.of((long) in.getInt(), (long) in.getInt(), in.getLong());
                    };
            case ArrowType.FixedSizeBinary t -> {
                byte[] content = new byte[t.getByteWidth()];
                in.get(content);
                yield Bytes.of(content);
            }
            case ArrowType.Int t when !t.getIsSigned() -> getUnsigned(t.getBitWidth() / 8, in);
            default -> getSigned(bytes(type), in);
        };
    }

    private static void putFloat(FloatingPointPrecision precision, Object value, ByteBuffer out) {
        switch (precision) {
            case HALF -> out.putShort(Float.floatToFloat16((Float) value));
            case SINGLE -> out.putFloat((Float) value);
            case DOUBLE -> out.putDouble((Double) value);
        }
    }

    private static void putDecimal(BigDecimal value, int width, ByteBuffer out) {
        byte[] bigEndian = value.unscaledValue().toByteArray();
        byte sign = (byte) (value.signum() < 0 ? -1 : 0);
        for (int i = 0; i < width; i++) {
            out.put(i < bigEndian.length ? bigEndian[bigEndian.length - 1 - i] : sign);
        }
    }

    private static BigDecimal getDecimal(ArrowType.Decimal type, ByteBuffer in) {
        byte[] bigEndian = new byte[type.getBitWidth() / 8];
        for (int i = bigEndian.length - 1; i >= 0; i--) {
            bigEndian[i] = in.get();
        }
        return new BigDecimal(new BigInteger(bigEndian), type.getScale());
    }

    /// Days and milliseconds, or months, days and nanoseconds.
    private static void putParts(List<?> parts, ByteBuffer out) {
        out.putInt(Math.toIntExact((Long) parts.get(0))).putInt(Math.toIntExact((Long) parts.get(1)));
        if (parts.size() > 2) {
            out.putLong((Long) parts.get(2));
        }
    }

    private static void putInteger(long value, int width, ByteBuffer out) {
        switch (width) {
            case 1 -> out.put((byte) value);
            case 2 -> out.putShort((short) value);
            case 4 -> out.putInt((int) value);
            default -> out.putLong(value);
        }
    }

    private static long getSigned(int width, ByteBuffer in) {
        return switch (width) {
            case 1 -> in.get();
            case 2 -> in.getShort();
            case 4 -> in.getInt();
            default -> in.getLong();
        };
    }

    private static long getUnsigned(int width, ByteBuffer in) {
        long value = getSigned(width, in);
        return width == Long.BYTES ? value : value & ((1L << (8 * width)) - 1);
    }
}
