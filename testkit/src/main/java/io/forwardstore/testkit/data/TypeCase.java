package io.forwardstore.testkit.data;

import org.apache.arrow.vector.extension.UuidType;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One of the column types that every backend serves.
///
/// @param name what tests and waivers call it
/// @param type the Arrow type
/// @param children the children, as they are in a nullable column
/// @param metadata the field's metadata
/// @param encoding how its values stand in the file
public record TypeCase(
        String name, ArrowType type, List<Field> children, Map<String, String> metadata, Encoding encoding) {
    /// How values stand in a file.
    public enum Encoding {
        /// As themselves.
        PLAIN,
        /// As indices into a dictionary.
        DICTIONARY
    }

    private static final int SMALL = 3;

    /// Every type.
    public static List<TypeCase> all() {
        List<TypeCase> cases = new ArrayList<>();
        addIntegers(cases);
        addNumbers(cases);
        addBytes(cases);
        addTimes(cases);
        addNested(cases);
        addEncoded(cases);
        return List.copyOf(cases);
    }

    /// A column of this type.
    public Field field(String column, Nulls nulls) {
        boolean required = nulls == Nulls.REQUIRED && !(type instanceof ArrowType.Null);
        List<Field> fields = required ? children.stream().map(TypeCase::required).toList() : children;
        return new Field(column, new FieldType(!required, type, null, metadata), fields);
    }

    /// False if there can be no column of this type with these nulls.
    public boolean allows(Nulls nulls) {
        return switch (type) {
            case ArrowType.Null _ -> nulls == Nulls.ALL;
            case ArrowType.Union _, ArrowType.RunEndEncoded _ -> nulls != Nulls.REQUIRED;
            default -> true;
        };
    }

    private static Field required(Field field) {
        List<Field> children = field.getChildren().stream().map(TypeCase::required).toList();
        FieldType type = new FieldType(false, field.getType(), field.getDictionary(), field.getMetadata());
        return new Field(field.getName(), type, children);
    }

    private static TypeCase of(String name, ArrowType type, Field... children) {
        return new TypeCase(name, type, List.of(children), Map.of(), Encoding.PLAIN);
    }

    private static Field child(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }

    private static void addIntegers(List<TypeCase> cases) {
        cases.add(of("null", new ArrowType.Null()));
        cases.add(of("bool", new ArrowType.Bool()));
        for (int bits = Byte.SIZE; bits <= Long.SIZE; bits *= 2) {
            cases.add(of("int" + bits, new ArrowType.Int(bits, true)));
            cases.add(of("uint" + bits, new ArrowType.Int(bits, false)));
        }
    }

    private static void addNumbers(List<TypeCase> cases) {
        cases.add(of("float16", new ArrowType.FloatingPoint(FloatingPointPrecision.HALF)));
        cases.add(of("float32", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)));
        cases.add(of("float64", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
        cases.add(of("decimal128", new ArrowType.Decimal(20, 3, 128)));
        cases.add(of("decimal256", new ArrowType.Decimal(50, 7, 256)));
    }

    private static void addBytes(List<TypeCase> cases) {
        cases.add(of("utf8", new ArrowType.Utf8()));
        cases.add(of("large_utf8", new ArrowType.LargeUtf8()));
        cases.add(of("utf8_view", new ArrowType.Utf8View()));
        cases.add(of("binary", new ArrowType.Binary()));
        cases.add(of("large_binary", new ArrowType.LargeBinary()));
        cases.add(of("binary_view", new ArrowType.BinaryView()));
        cases.add(of("fixed_size_binary", new ArrowType.FixedSizeBinary(SMALL)));
    }

    private static void addTimes(List<TypeCase> cases) {
        cases.add(of("date_day", new ArrowType.Date(DateUnit.DAY)));
        cases.add(of("date_millisecond", new ArrowType.Date(DateUnit.MILLISECOND)));
        for (TimeUnit unit : TimeUnit.values()) {
            String suffix = "_" + unit.name().toLowerCase(java.util.Locale.ROOT);
            boolean isLong = unit == TimeUnit.MICROSECOND || unit == TimeUnit.NANOSECOND;
            cases.add(of("time" + suffix, new ArrowType.Time(unit, isLong ? Long.SIZE : Integer.SIZE)));
            cases.add(of("timestamp" + suffix, new ArrowType.Timestamp(unit, null)));
            cases.add(of("timestamp_zoned" + suffix, new ArrowType.Timestamp(unit, "Europe/Berlin")));
            cases.add(of("duration" + suffix, new ArrowType.Duration(unit)));
        }
        for (IntervalUnit unit : IntervalUnit.values()) {
            String suffix = "_" + unit.name().toLowerCase(java.util.Locale.ROOT);
            cases.add(of("interval" + suffix, new ArrowType.Interval(unit)));
        }
    }

    private static void addNested(List<TypeCase> cases) {
        Field number = child("item", new ArrowType.Int(Integer.SIZE, true));
        Field text = child("item", new ArrowType.Utf8());
        Field member = child("text", new ArrowType.Utf8());
        Field pair = child("item", new ArrowType.Struct(), child("number", number.getType()), member);
        cases.add(of("list", new ArrowType.List(), text));
        cases.add(of("large_list", new ArrowType.LargeList(), number));
        cases.add(of("list_view", new ArrowType.ListView(), number));
        cases.add(of("large_list_view", new ArrowType.LargeListView(), text));
        cases.add(of("fixed_size_list", new ArrowType.FixedSizeList(SMALL), number));
        cases.add(of("list_of_list", new ArrowType.List(), child("item", new ArrowType.List(), number)));
        cases.add(of("list_of_struct", new ArrowType.List(), pair));
        cases.add(
                of(
                        "struct",
                        new ArrowType.Struct(),
                        child("number", new ArrowType.Int(Long.SIZE, true)),
                        child("flag", new ArrowType.Bool()),
                        child("tags", new ArrowType.List(), text),
                        child("inner", new ArrowType.Struct(), member)));
        cases.add(of("map", new ArrowType.Map(false), entries(new ArrowType.Int(Integer.SIZE, true))));
        addUnion(cases, UnionMode.Sparse);
        addUnion(cases, UnionMode.Dense);
    }

    private static Field entries(ArrowType valueType) {
        Field key = new Field("key", FieldType.notNullable(new ArrowType.Utf8()), List.of());
        return new Field(
                "entries", FieldType.notNullable(new ArrowType.Struct()), List.of(key, child("value", valueType)));
    }

    /// Type ids are those of Arrow Java's minor types: its sparse union vector knows no others.
    private static void addUnion(List<TypeCase> cases, UnionMode mode) {
        int[] typeIds = {MinorType.INT.ordinal(), MinorType.VARCHAR.ordinal()};
        cases.add(
                of(
                        mode.name().toLowerCase(java.util.Locale.ROOT) + "_union",
                        new ArrowType.Union(mode, typeIds),
                        child("int", MinorType.INT.getType()),
                        child("varchar", MinorType.VARCHAR.getType())));
    }

    private static void addEncoded(List<TypeCase> cases) {
        for (int bits : new int[] {Short.SIZE, Integer.SIZE, Long.SIZE}) {
            ArrowType endType = new ArrowType.Int(bits, true);
            Field ends = new Field("run_ends", FieldType.notNullable(endType), List.of());
            Field values = child("values", new ArrowType.Int(Long.SIZE, true));
            cases.add(of("run_end_encoded_int" + bits, new ArrowType.RunEndEncoded(), ends, values));
        }
        cases.add(new TypeCase("dictionary_utf8", new ArrowType.Utf8(), List.of(), Map.of(), Encoding.DICTIONARY));
        cases.add(
                new TypeCase(
                        "dictionary_int64",
                        new ArrowType.Int(Long.SIZE, true),
                        List.of(),
                        Map.of(),
                        Encoding.DICTIONARY));
        cases.add(of("extension_registered", UuidType.INSTANCE));
        Map<String, String> unknown =
                Map.of("ARROW:extension:name", "testkit.money", "ARROW:extension:metadata", "EUR");
        cases.add(new TypeCase("extension_unknown", MinorType.BIGINT.getType(), List.of(), unknown, Encoding.PLAIN));
    }

    @Override
    public String toString() {
        return name;
    }
}
