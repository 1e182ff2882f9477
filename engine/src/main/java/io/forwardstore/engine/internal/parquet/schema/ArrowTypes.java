package io.forwardstore.engine.internal.parquet.schema;

import io.forwardstore.engine.internal.parquet.format.LogicalType;
import io.forwardstore.engine.internal.parquet.format.LogicalType.Simple;
import io.forwardstore.engine.internal.parquet.format.PhysicalType;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/// The Arrow types of leaves, as Arrow C++ maps them. An annotation that does not fit its physical type is passed over.
final class ArrowTypes {
    private static final int MAX_DECIMAL128_PRECISION = 38;
    private static final int MAX_DECIMAL256_PRECISION = 76;

    private ArrowTypes() {}

    static ArrowType of(Leaf leaf, LogicalType logical) {
        if (logical == Simple.ALWAYS_NULL) {
            return ArrowType.Null.INSTANCE;
        }
        ArrowType annotated = annotated(leaf, logical);
        return annotated != null ? annotated : plain(leaf);
    }

    private static @Nullable ArrowType annotated(Leaf leaf, LogicalType logical) {
        return switch (leaf.type()) {
            case INT32 -> ofInt32(logical);
            case INT64 -> ofInt64(logical);
            case BYTE_ARRAY -> ofByteArray(logical);
            case FIXED_LEN_BYTE_ARRAY -> ofFixed(leaf, logical);
            default -> null;
        };
    }

    private static ArrowType plain(Leaf leaf) {
        return switch (leaf.type()) {
            case BOOLEAN -> ArrowType.Bool.INSTANCE;
            case INT32 -> new ArrowType.Int(Integer.SIZE, true);
            case INT64 -> new ArrowType.Int(Long.SIZE, true);
            case INT96 -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, null);
            case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case BYTE_ARRAY -> ArrowType.Binary.INSTANCE;
            case FIXED_LEN_BYTE_ARRAY -> new ArrowType.FixedSizeBinary(leaf.width());
        };
    }

    private static @Nullable ArrowType ofInt32(LogicalType logical) {
        return switch (logical) {
            case Simple.DATE -> new ArrowType.Date(DateUnit.DAY);
            case LogicalType.Int(int bits, boolean signed) when isIntWidth(bits) && bits <= Integer.SIZE ->
                    new ArrowType.Int(bits, signed);
            case LogicalType.Time(TimeUnit unit, _) when unit == TimeUnit.MILLISECOND ->
                    new ArrowType.Time(unit, Integer.SIZE);
            case LogicalType.Decimal decimal -> ofDecimal(decimal);
            default -> null;
        };
    }

    private static @Nullable ArrowType ofInt64(LogicalType logical) {
        return switch (logical) {
            case LogicalType.Int(int bits, boolean signed) when bits == Long.SIZE -> new ArrowType.Int(bits, signed);
            case LogicalType.Time(TimeUnit unit, _) when unit != TimeUnit.MILLISECOND ->
                    new ArrowType.Time(unit, Long.SIZE);
            case LogicalType.Timestamp(TimeUnit unit, boolean utc) -> new ArrowType.Timestamp(unit, utc ? "UTC" : null);
            case LogicalType.Decimal decimal -> ofDecimal(decimal);
            default -> null;
        };
    }

    private static @Nullable ArrowType ofByteArray(LogicalType logical) {
        return switch (logical) {
            case Simple.STRING, Simple.JSON -> ArrowType.Utf8.INSTANCE;
            case LogicalType.Decimal decimal -> ofDecimal(decimal);
            default -> null;
        };
    }

    private static @Nullable ArrowType ofFixed(Leaf leaf, LogicalType logical) {
        return switch (logical) {
            case Simple.FLOAT16 ->
                    leaf.width() == Short.BYTES ? new ArrowType.FloatingPoint(FloatingPointPrecision.HALF) : null;
            case LogicalType.Decimal decimal -> ofDecimal(decimal);
            default -> null;
        };
    }

    private static boolean isIntWidth(int bits) {
        return bits == Byte.SIZE || bits == Short.SIZE || bits == Integer.SIZE;
    }

    private static @Nullable ArrowType ofDecimal(LogicalType.Decimal decimal) {
        int precision = decimal.precision();
        if (precision <= 0 || precision > MAX_DECIMAL256_PRECISION) {
            return null;
        }
        return new ArrowType.Decimal(precision, decimal.scale(), precision <= MAX_DECIMAL128_PRECISION ? 128 : 256);
    }

    /// True if a leaf's type comes from its physical type alone, so that an Arrow schema may say what it means.
    static boolean isPlainCarrier(Leaf leaf, ArrowType inferred) {
        return (leaf.type() == PhysicalType.INT32
                        || leaf.type() == PhysicalType.INT64
                        || leaf.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY)
                && inferred.equals(plain(leaf));
    }
}
