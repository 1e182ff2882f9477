package io.forwardstore.memory;

import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/// Writes single Java values in Arrow layout.
///
/// Whole numbers of any kind go where they fit; whoever has times as Arrow keeps them may give the number.
final class ScalarEncoder {
    /// A value that every type takes and whose bytes are zero or none.
    static final Object ZERO = new Object();

    private ScalarEncoder() {}

    /// The bytes of a string or binary value, or null if the value is of the wrong type.
    static byte @Nullable [] bytes(ArrowType type, Object value) {
        if (value == ZERO) {
            return new byte[0];
        }
        return switch (type) {
            case ArrowType.Utf8 _, ArrowType.LargeUtf8 _, ArrowType.Utf8View _ ->
                    switch (value) {
                        case CharSequence text -> text.toString().getBytes(StandardCharsets.UTF_8);
                        case Text text -> text.copyBytes();
                        default -> null;
                    };
            default -> binary(value);
        };
    }

    private static byte @Nullable [] binary(Object value) {
        return switch (value) {
            case byte[] bytes -> bytes;
            case ByteBuffer buffer -> {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                yield bytes;
            }
            default -> null;
        };
    }

    /// Writes a fixed-width value to zeroed memory.
    ///
    /// @return false if the value is of the wrong type or does not fit
    static boolean put(ArrowType type, Object value, long address) {
        if (value == ZERO) {
            return true;
        }
        return switch (type) {
            case ArrowType.Int t -> putInteger(value, t.getBitWidth(), t.getIsSigned(), address);
            case ArrowType.FloatingPoint t -> putFloat(t, value, address);
            case ArrowType.Decimal t -> putDecimal(t, value, address);
            case ArrowType.FixedSizeBinary t -> {
                byte[] bytes = binary(value);
                if (bytes == null || bytes.length != t.getByteWidth()) {
                    yield false;
                }
                Memory.copyFromArray(bytes, 0, address, bytes.length);
                yield true;
            }
            case ArrowType.Date t -> putDate(t, value, address);
            case ArrowType.Time t ->
                    putInteger(
                            value instanceof LocalTime time ? fromNanos(time.toNanoOfDay(), t.getUnit()) : value,
                            t.getBitWidth(),
                            true,
                            address);
            case ArrowType.Timestamp t -> putTimestamp(t, value, address);
            case ArrowType.Duration t ->
                    putInteger(
                            value instanceof Duration duration
                                    ? toUnit(duration.getSeconds(), duration.getNano(), t.getUnit())
                                    : value,
                            Long.SIZE,
                            true,
                            address);
            case ArrowType.Interval t -> putInterval(t, value, address);
            default -> false;
        };
    }

    private static boolean putInteger(@Nullable Object value, int bits, boolean signed, long address) {
        BigInteger number =
                switch (value) {
                    case Byte v -> BigInteger.valueOf(v);
                    case Short v -> BigInteger.valueOf(v);
                    case Integer v -> BigInteger.valueOf(v);
                    case Long v -> BigInteger.valueOf(v);
                    case Character v -> BigInteger.valueOf(v);
                    case BigInteger v -> v;
                    case null, default -> null;
                };
        if (number == null
                || (signed ? number.bitLength() >= bits : number.signum() < 0 || number.bitLength() > bits)) {
            return false;
        }
        long low = number.longValue();
        switch (bits) {
            case Byte.SIZE -> Memory.putByte(address, (byte) low);
            case Short.SIZE -> Memory.putShort(address, (short) low);
            case Integer.SIZE -> Memory.putInt(address, (int) low);
            default -> Memory.putLong(address, low);
        }
        return true;
    }

    private static boolean putFloat(ArrowType.FloatingPoint type, Object value, long address) {
        if (!(value instanceof Number number) || value instanceof BigDecimal || value instanceof BigInteger) {
            return false;
        }
        double wide = number.doubleValue();
        boolean isExact = !(value instanceof Long v) || (long) wide == v && v != Long.MAX_VALUE;
        float single = (float) wide;
        boolean isSingle = Double.isNaN(wide) || single == wide;
        switch (type.getPrecision()) {
            case DOUBLE -> Memory.putLong(address, Double.doubleToRawLongBits(wide));
            case SINGLE -> {
                isExact &= isSingle;
                int bits = value instanceof Float v ? Float.floatToRawIntBits(v) : Float.floatToRawIntBits(single);
                Memory.putInt(address, bits);
            }
            case HALF -> {
                if (value instanceof Short bits) {
                    Memory.putShort(address, bits);
                    return true;
                }
                short half = Float.floatToFloat16(single);
                isExact &= isSingle && (Double.isNaN(wide) || Float.float16ToFloat(half) == wide);
                Memory.putShort(address, half);
            }
        }
        return isExact;
    }

    private static boolean putDecimal(ArrowType.Decimal type, Object value, long address) {
        BigDecimal number =
                switch (value) {
                    case BigDecimal v -> v;
                    case BigInteger v -> new BigDecimal(v);
                    case Long v -> BigDecimal.valueOf(v);
                    case Integer v -> BigDecimal.valueOf(v);
                    default -> null;
                };
        if (number == null) {
            return false;
        }
        BigInteger unscaled;
        try {
            unscaled = number.setScale(type.getScale()).unscaledValue();
        } catch (ArithmeticException _) {
            return false;
        }
        int bytes = type.getBitWidth() / Byte.SIZE;
        if (new BigDecimal(unscaled).precision() > type.getPrecision() || unscaled.bitLength() >= type.getBitWidth()) {
            return false;
        }
        byte[] bigEndian = unscaled.toByteArray();
        byte sign = (byte) (unscaled.signum() < 0 ? -1 : 0);
        for (int i = 0; i < bytes; i++) {
            Memory.putByte(address + i, i < bigEndian.length ? bigEndian[bigEndian.length - 1 - i] : sign);
        }
        return true;
    }

    private static boolean putDate(ArrowType.Date type, Object value, long address) {
        return switch (type.getUnit()) {
            case DAY ->
                    putInteger(
                            value instanceof LocalDate date ? date.toEpochDay() : value, Integer.SIZE, true, address);
            case MILLISECOND ->
                    switch (value) {
                        case LocalDate date ->
                                putInteger(
                                        Math.multiplyExact(date.toEpochDay(), 86_400_000L), Long.SIZE, true, address);
                        case LocalDateTime time ->
                                putInteger(time.toInstant(ZoneOffset.UTC).toEpochMilli(), Long.SIZE, true, address);
                        default -> putInteger(value, Long.SIZE, true, address);
                    };
        };
    }

    private static boolean putTimestamp(ArrowType.Timestamp type, Object value, long address) {
        boolean isLocal = type.getTimezone() == null;
        Object count =
                switch (value) {
                    case LocalDateTime time when isLocal -> fromInstant(time.toInstant(ZoneOffset.UTC), type.getUnit());
                    case Instant time when !isLocal -> fromInstant(time, type.getUnit());
                    case ZonedDateTime time when !isLocal -> fromInstant(time.toInstant(), type.getUnit());
                    case OffsetDateTime time when !isLocal -> fromInstant(time.toInstant(), type.getUnit());
                    default -> value;
                };
        return putInteger(count, Long.SIZE, true, address);
    }

    private static @Nullable Object fromInstant(Instant time, TimeUnit unit) {
        return toUnit(time.getEpochSecond(), time.getNano(), unit);
    }

    private static @Nullable Object fromNanos(long nanos, TimeUnit unit) {
        return toUnit(Math.floorDiv(nanos, 1_000_000_000L), (int) Math.floorMod(nanos, 1_000_000_000L), unit);
    }

    /// The time as a number of units, or null if it is not a whole number of them.
    private static @Nullable Object toUnit(long seconds, int nanos, TimeUnit unit) {
        long perSecond =
                switch (unit) {
                    case SECOND -> 1L;
                    case MILLISECOND -> 1_000L;
                    case MICROSECOND -> 1_000_000L;
                    case NANOSECOND -> 1_000_000_000L;
                };
        long nanosPerUnit = 1_000_000_000L / perSecond;
        if (nanos % nanosPerUnit != 0) {
            return null;
        }
        return BigInteger.valueOf(seconds)
                .multiply(BigInteger.valueOf(perSecond))
                .add(BigInteger.valueOf(nanos / nanosPerUnit));
    }

    private static boolean putInterval(ArrowType.Interval type, Object value, long address) {
        switch (type.getUnit()) {
            case YEAR_MONTH -> {
                if (value instanceof Period period && period.getDays() == 0) {
                    return putInteger(period.toTotalMonths(), Integer.SIZE, true, address);
                }
                return putInteger(value, Integer.SIZE, true, address);
            }
            case DAY_TIME -> {
                if (!(value instanceof Duration duration) || duration.getNano() % 1_000_000 != 0) {
                    return false;
                }
                return putInteger(duration.toDays(), Integer.SIZE, true, address)
                        && putInteger(
                                duration.minusDays(duration.toDays()).toMillis(),
                                Integer.SIZE,
                                true,
                                address + Integer.BYTES);
            }
            case MONTH_DAY_NANO -> {
                if (!(value instanceof PeriodDuration both)) {
                    return false;
                }
                return putInteger(both.getPeriod().toTotalMonths(), Integer.SIZE, true, address)
                        && putInteger(both.getPeriod().getDays(), Integer.SIZE, true, address + Integer.BYTES)
                        && putInteger(
                                toUnit(
                                        both.getDuration().getSeconds(),
                                        both.getDuration().getNano(),
                                        TimeUnit.NANOSECOND),
                                Long.SIZE,
                                true,
                                address + 2L * Integer.BYTES);
            }
        }
        throw new AssertionError(type);
    }
}
