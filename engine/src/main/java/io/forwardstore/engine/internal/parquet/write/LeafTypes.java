package io.forwardstore.engine.internal.parquet.write;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.Float16Type;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.NullType;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.UUIDType;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;

/// Maps Arrow's types without children to Parquet's, as Arrow C++ does where it can.
///
/// Durations are plain 64-bit integers and intervals plain numbers or bytes, as they stand in memory: the Arrow schema
/// in the file's metadata says what they are. Seconds become milliseconds, dates in milliseconds become days.
final class LeafTypes {
    private static final String UUID = "arrow.uuid";
    private static final String JSON = "arrow.json";
    private static final int UUID_BYTES = 16;
    private static final int INT32_DIGITS = 9;
    private static final int INT64_DIGITS = 18;

    private LeafTypes() {}

    /// The type of a leaf, or null if Parquet cannot hold it.
    ///
    /// @param extension the name of the extension type that it stores, or null
    static @Nullable LeafType of(ArrowType type, @Nullable String extension) {
        return switch (type) {
            case ArrowType.Null _ ->
                    LeafType.of(Type.INT32, new PlainValues.Nothing(), ValueOrder.NONE)
                            .annotated(LogicalType.UNKNOWN(new NullType()), null);
            case ArrowType.Bool _ -> LeafType.of(Type.BOOLEAN, new PlainValues.Booleans(), ValueOrder.BOOLEAN);
            case ArrowType.Int t -> integer(t.getBitWidth(), t.getIsSigned());
            case ArrowType.FloatingPoint t -> floating(t);
            case ArrowType.Decimal t -> decimal(t);
            case ArrowType.Date t -> date(t.getUnit());
            case ArrowType.Time t -> time(t.getUnit());
            case ArrowType.Timestamp t -> timestamp(t);
            case ArrowType.Duration _ -> int64(new PlainValues.Copied(Long.BYTES));
            case ArrowType.Interval t -> interval(t);
            case ArrowType.Utf8 _ -> text(new PlainValues.Bytes(Integer.BYTES), extension);
            case ArrowType.LargeUtf8 _ -> text(new PlainValues.Bytes(Long.BYTES), extension);
            case ArrowType.Utf8View _ -> text(new PlainValues.Views(), extension);
            case ArrowType.Binary _ -> bytes(new PlainValues.Bytes(Integer.BYTES));
            case ArrowType.LargeBinary _ -> bytes(new PlainValues.Bytes(Long.BYTES));
            case ArrowType.BinaryView _ -> bytes(new PlainValues.Views());
            case ArrowType.FixedSizeBinary t -> fixed(t.getByteWidth(), extension);
            default -> null;
        };
    }

    private static LeafType int32(PlainValues values) {
        return LeafType.of(Type.INT32, values, ValueOrder.INT32);
    }

    private static LeafType int64(PlainValues values) {
        return LeafType.of(Type.INT64, values, ValueOrder.INT64);
    }

    private static LeafType integer(int bits, boolean signed) {
        PlainValues values =
                bits < Integer.SIZE
                        ? new PlainValues.Widened(
                                bits / Byte.SIZE, signed ? PlainValues.Sign.SIGNED : PlainValues.Sign.UNSIGNED)
                        : new PlainValues.Copied(bits / Byte.SIZE);
        ValueOrder order =
                bits == Long.SIZE
                        ? signed ? ValueOrder.INT64 : ValueOrder.UINT64
                        : signed ? ValueOrder.INT32 : ValueOrder.UINT32;
        LeafType plain = LeafType.of(bits == Long.SIZE ? Type.INT64 : Type.INT32, values, order);
        return signed && bits >= Integer.SIZE
                ? plain
                : plain.annotated(
                        LogicalType.INTEGER(new IntType((byte) bits, signed)),
                        ConvertedType.valueOf((signed ? "INT_" : "UINT_") + bits));
    }

    private static LeafType floating(ArrowType.FloatingPoint type) {
        return switch (type.getPrecision()) {
            case HALF ->
                    LeafType.fixed(Short.BYTES, new PlainValues.Copied(Short.BYTES), ValueOrder.FLOAT16)
                            .annotated(LogicalType.FLOAT16(new Float16Type()), null);
            case SINGLE -> LeafType.of(Type.FLOAT, new PlainValues.Copied(Float.BYTES), ValueOrder.FLOAT32);
            case DOUBLE -> LeafType.of(Type.DOUBLE, new PlainValues.Copied(Double.BYTES), ValueOrder.FLOAT64);
        };
    }

    private static @Nullable LeafType decimal(ArrowType.Decimal type) {
        int precision = type.getPrecision();
        int scale = type.getScale();
        if (precision < 1 || scale < 0 || scale > precision) {
            return null;
        }
        int sourceBytes = type.getBitWidth() / Byte.SIZE;
        LogicalType logical = LogicalType.DECIMAL(new DecimalType(scale, precision));
        if (precision <= INT32_DIGITS) {
            return int32(new PlainValues.DecimalIntegers(sourceBytes, Integer.BYTES))
                    .decimal(precision, scale, logical);
        }
        if (precision <= INT64_DIGITS) {
            return int64(new PlainValues.DecimalIntegers(sourceBytes, Long.BYTES)).decimal(precision, scale, logical);
        }
        int bytes = BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1;
        return LeafType.fixed(bytes, new PlainValues.DecimalBytes(sourceBytes, bytes), ValueOrder.FIXED_DECIMAL)
                .decimal(precision, scale, logical);
    }

    private static LeafType date(DateUnit unit) {
        PlainValues values =
                unit == DateUnit.DAY ? new PlainValues.Copied(Integer.BYTES) : new PlainValues.MillisOfDays();
        return int32(values).annotated(LogicalType.DATE(new DateType()), ConvertedType.DATE);
    }

    private static LeafType time(org.apache.arrow.vector.types.TimeUnit unit) {
        LogicalType logical = LogicalType.TIME(new TimeType(true, unit(unit)));
        return switch (unit) {
            case SECOND -> int32(new PlainValues.SecondsOfDay()).annotated(logical, ConvertedType.TIME_MILLIS);
            case MILLISECOND ->
                    int32(new PlainValues.Copied(Integer.BYTES)).annotated(logical, ConvertedType.TIME_MILLIS);
            case MICROSECOND -> int64(new PlainValues.Copied(Long.BYTES)).annotated(logical, ConvertedType.TIME_MICROS);
            case NANOSECOND -> int64(new PlainValues.Copied(Long.BYTES)).annotated(logical, null);
        };
    }

    private static LeafType timestamp(ArrowType.Timestamp type) {
        String zone = type.getTimezone();
        boolean isUtc = zone != null && !zone.isEmpty();
        LogicalType logical = LogicalType.TIMESTAMP(new TimestampType(isUtc, unit(type.getUnit())));
        ConvertedType converted =
                !isUtc
                        ? null
                        : switch (type.getUnit()) {
                            case SECOND, MILLISECOND -> ConvertedType.TIMESTAMP_MILLIS;
                            case MICROSECOND -> ConvertedType.TIMESTAMP_MICROS;
                            case NANOSECOND -> null;
                        };
        PlainValues values =
                type.getUnit() == org.apache.arrow.vector.types.TimeUnit.SECOND
                        ? new PlainValues.Seconds()
                        : new PlainValues.Copied(Long.BYTES);
        return int64(values).annotated(logical, converted);
    }

    private static TimeUnit unit(org.apache.arrow.vector.types.TimeUnit unit) {
        return switch (unit) {
            case SECOND, MILLISECOND -> TimeUnit.MILLIS(new MilliSeconds());
            case MICROSECOND -> TimeUnit.MICROS(new MicroSeconds());
            case NANOSECOND -> TimeUnit.NANOS(new NanoSeconds());
        };
    }

    private static LeafType interval(ArrowType.Interval type) {
        return switch (type.getUnit()) {
            case YEAR_MONTH -> int32(new PlainValues.Copied(Integer.BYTES));
            case DAY_TIME -> LeafType.fixed(Long.BYTES, new PlainValues.Copied(Long.BYTES), ValueOrder.FIXED_BYTES);
            case MONTH_DAY_NANO ->
                    LeafType.fixed(2 * Long.BYTES, new PlainValues.Copied(2 * Long.BYTES), ValueOrder.FIXED_BYTES);
        };
    }

    private static LeafType text(PlainValues values, @Nullable String extension) {
        LeafType plain = LeafType.of(Type.BYTE_ARRAY, values, ValueOrder.TEXT);
        return JSON.equals(extension)
                ? plain.annotated(LogicalType.JSON(new JsonType()), ConvertedType.JSON)
                : plain.annotated(LogicalType.STRING(new StringType()), ConvertedType.UTF8);
    }

    private static LeafType bytes(PlainValues values) {
        return LeafType.of(Type.BYTE_ARRAY, values, ValueOrder.BYTES);
    }

    private static @Nullable LeafType fixed(int width, @Nullable String extension) {
        if (width == 0) {
            return null;
        }
        LeafType plain = LeafType.fixed(width, new PlainValues.Copied(width), ValueOrder.FIXED_BYTES);
        return width == UUID_BYTES && UUID.equals(extension)
                ? plain.annotated(LogicalType.UUID(new UUIDType()), null)
                : plain;
    }
}
