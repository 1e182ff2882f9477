package io.forwardstore.testkit.data;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random values of any type, with the awkward ones common: extremes, NaN, negative zero, empty and long strings.
final class RandomValues {
    private static final int LONG_TEXT = 300;
    private static final long MILLIS_A_DAY = 86_400_000L;
    private static final List<Double> DOUBLES =
            List.of(
                    0.0,
                    -0.0,
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    Double.MIN_VALUE,
                    Double.MAX_VALUE);
    private static final List<String> TEXTS =
            List.of("", " ", "\u0000", "naïve", "\uD83D\uDE00", "a\uD83D\uDE00b\uDBFF\uDFFF", "日本語");

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    /// A column's values.
    List<@Nullable Object> column(Field field, Nulls nulls, int rows) {
        List<@Nullable Object> values = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            values.add(orNull(field, nulls));
        }
        return values;
    }

    private @Nullable Object orNull(Field field, Nulls nulls) {
        return switch (Types.storageType(field)) {
            case ArrowType.Null _ -> null;
            case ArrowType.Union union -> tagged(field, union, nulls);
            case ArrowType.RunEndEncoded _ -> runValue(nulls);
            default -> nulls.isNull(random) ? null : value(field, nulls);
        };
    }

    /// Few distinct values, so that there are runs.
    private @Nullable Object runValue(Nulls nulls) {
        return nulls.isNull(random) ? null : (Object) (long) random.nextInt(2);
    }

    private Tagged tagged(Field field, ArrowType.Union type, Nulls nulls) {
        int member = random.nextInt(field.getChildren().size());
        int typeId = type.getTypeIds() == null ? member : type.getTypeIds()[member];
        return new Tagged(typeId, orNull(field.getChildren().get(member), nulls));
    }

    private Object value(Field field, Nulls nulls) {
        return switch (Types.storageType(field)) {
            case ArrowType.Bool _ -> random.nextBoolean();
            case ArrowType.Int type -> integer(type.getBitWidth(), type.getIsSigned());
            case ArrowType.FloatingPoint type -> floating(type.getPrecision());
            case ArrowType.Decimal type -> decimal(type);
            case ArrowType.Utf8 _, ArrowType.LargeUtf8 _, ArrowType.Utf8View _ -> text();
            case ArrowType.Binary _, ArrowType.LargeBinary _, ArrowType.BinaryView _ ->
                    bytes(random.nextInt(4) == 0 ? LONG_TEXT : random.nextInt(20));
            case ArrowType.FixedSizeBinary type -> bytes(type.getByteWidth());
            case ArrowType.Date type -> date(type);
            case ArrowType.Time type -> timeOfDay(type);
            case ArrowType.Timestamp _, ArrowType.Duration _ -> integer(Long.SIZE, true);
            case ArrowType.Interval type -> interval(type.getUnit());
            case ArrowType.FixedSizeList type -> list(field, nulls, type.getListSize());
            case ArrowType.Struct _ -> members(field, nulls);
            default -> list(field, nulls, random.nextInt(4));
        };
    }

    private Long integer(int bits, boolean signed) {
        long value =
                switch (random.nextInt(6)) {
                    case 0 -> 0;
                    case 1 -> -1;
                    case 2 -> Long.MIN_VALUE >> (Long.SIZE - bits);
                    case 3 -> Long.MAX_VALUE >> (Long.SIZE - bits);
                    default -> random.nextLong();
                };
        long kept = value << (Long.SIZE - bits);
        return signed ? kept >> (Long.SIZE - bits) : kept >>> (Long.SIZE - bits);
    }

    private Object floating(FloatingPointPrecision precision) {
        double value = random.nextInt(3) == 0 ? DOUBLES.get(random.nextInt(DOUBLES.size())) : random.nextGaussian();
        return switch (precision) {
            case HALF -> Float.float16ToFloat(Float.floatToFloat16((float) value));
            case SINGLE -> (Object) (float) value;
            case DOUBLE -> value;
        };
    }

    private BigDecimal decimal(ArrowType.Decimal type) {
        BigInteger limit = BigInteger.TEN.pow(type.getPrecision()).subtract(BigInteger.ONE);
        BigInteger unscaled =
                switch (random.nextInt(5)) {
                    case 0 -> limit;
                    case 1 -> limit.negate();
                    case 2 -> BigInteger.ZERO;
                    default -> BigInteger.valueOf(random.nextInt()).min(limit).max(limit.negate());
                };
        return new BigDecimal(unscaled, type.getScale());
    }

    private String text() {
        return switch (random.nextInt(4)) {
            case 0 -> TEXTS.get(random.nextInt(TEXTS.size()));
            case 1 -> "long ".repeat(random.nextInt(LONG_TEXT / 5)) + random.nextInt();
            default -> Integer.toString(random.nextInt(1_000_000), 36);
        };
    }

    private Bytes bytes(int count) {
        byte[] content = new byte[count];
        random.nextBytes(content);
        return Bytes.of(content);
    }

    private Long date(ArrowType.Date type) {
        long days = random.nextInt(80_000) - 40_000L;
        return type.getUnit() == DateUnit.DAY ? days : days * MILLIS_A_DAY;
    }

    private Long timeOfDay(ArrowType.Time type) {
        long unitsADay =
                switch (type.getUnit()) {
                    case SECOND -> MILLIS_A_DAY / 1_000;
                    case MILLISECOND -> MILLIS_A_DAY;
                    case MICROSECOND -> MILLIS_A_DAY * 1_000;
                    case NANOSECOND -> MILLIS_A_DAY * 1_000_000;
                };
        return random.nextInt(4) == 0 ? unitsADay - 1 : random.nextLong(unitsADay);
    }

    private Object interval(IntervalUnit unit) {
        return switch (unit) {
            case YEAR_MONTH -> (Object) (long) random.nextInt();
            case DAY_TIME -> List.of((long) random.nextInt(), (long) random.nextInt());
            case MONTH_DAY_NANO -> List.of((long) random.nextInt(), (long) random.nextInt(), random.nextLong());
        };
    }

    private List<@Nullable Object> list(Field field, Nulls nulls, int size) {
        Field child = field.getChildren().getFirst();
        return column(child, child.isNullable() ? nulls.ofChild() : Nulls.REQUIRED, size);
    }

    private List<@Nullable Object> members(Field field, Nulls nulls) {
        List<@Nullable Object> members = new ArrayList<>();
        for (Field child : field.getChildren()) {
            members.add(orNull(child, child.isNullable() ? nulls.ofChild() : Nulls.REQUIRED));
        }
        return members;
    }
}
