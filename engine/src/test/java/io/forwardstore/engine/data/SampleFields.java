package io.forwardstore.engine.data;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Fields of every Arrow type that Java's vectors know, plain and nested, nullable and not.
public final class SampleFields {
    private SampleFields() {}

    /// All of them.
    public static List<Field> all() {
        List<Field> fields = new ArrayList<>(flat());
        fields.addAll(intervals());
        fields.addAll(nested());
        fields.addAll(listViews());
        fields.addAll(runEndEncoded());
        fields.addAll(unions());
        return fields;
    }

    /// Those that Parquet has types for: all but unions.
    public static List<Field> forParquet() {
        List<Field> fields = all();
        fields.removeAll(unions());
        return fields;
    }

    /// One field of each type without children.
    public static List<Field> flat() {
        List<Field> fields = new ArrayList<>();
        fields.add(nullable("null", new ArrowType.Null()));
        fields.add(nullable("bool", new ArrowType.Bool()));
        for (int bits : new int[] {8, 16, 32, 64}) {
            fields.add(nullable("int" + bits, new ArrowType.Int(bits, true)));
            fields.add(nullable("uint" + bits, new ArrowType.Int(bits, false)));
        }
        fields.add(nullable("float16", new ArrowType.FloatingPoint(FloatingPointPrecision.HALF)));
        fields.add(nullable("float32", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)));
        fields.add(nullable("float64", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
        fields.add(nullable("decimal7", new ArrowType.Decimal(7, 2, 128)));
        fields.add(nullable("decimal16", new ArrowType.Decimal(16, 3, 128)));
        fields.add(nullable("decimal38", new ArrowType.Decimal(38, 10, 128)));
        fields.add(nullable("decimal76", new ArrowType.Decimal(76, 20, 256)));
        fields.add(nullable("date32", new ArrowType.Date(DateUnit.DAY)));
        fields.add(nullable("date64", new ArrowType.Date(DateUnit.MILLISECOND)));
        fields.add(nullable("time_s", new ArrowType.Time(TimeUnit.SECOND, 32)));
        fields.add(nullable("time_ms", new ArrowType.Time(TimeUnit.MILLISECOND, 32)));
        fields.add(nullable("time_us", new ArrowType.Time(TimeUnit.MICROSECOND, 64)));
        fields.add(nullable("time_ns", new ArrowType.Time(TimeUnit.NANOSECOND, 64)));
        for (TimeUnit unit : TimeUnit.values()) {
            fields.add(nullable("timestamp_" + unit, new ArrowType.Timestamp(unit, null)));
            fields.add(nullable("timestamp_tz_" + unit, new ArrowType.Timestamp(unit, "Europe/Berlin")));
            fields.add(nullable("duration_" + unit, new ArrowType.Duration(unit)));
        }
        fields.add(nullable("utf8", new ArrowType.Utf8()));
        fields.add(nullable("binary", new ArrowType.Binary()));
        fields.add(nullable("large_utf8", new ArrowType.LargeUtf8()));
        fields.add(nullable("large_binary", new ArrowType.LargeBinary()));
        fields.add(nullable("utf8_view", new ArrowType.Utf8View()));
        fields.add(nullable("binary_view", new ArrowType.BinaryView()));
        fields.add(nullable("fixed_binary", new ArrowType.FixedSizeBinary(11)));
        fields.add(required("required_int", new ArrowType.Int(32, true)));
        fields.add(required("required_utf8", new ArrowType.Utf8()));
        fields.add(
                new Field(
                        "with_metadata",
                        new FieldType(true, new ArrowType.Int(64, true), null, Map.of("unit", "m", "note", "ü")),
                        null));
        return fields;
    }

    /// The three intervals.
    public static List<Field> intervals() {
        List<Field> fields = new ArrayList<>();
        for (IntervalUnit unit : IntervalUnit.values()) {
            fields.add(nullable("interval_" + unit, new ArrowType.Interval(unit)));
        }
        return fields;
    }

    /// Lists, structs and maps, in each other too.
    public static List<Field> nested() {
        Field item = nullable("item", new ArrowType.Utf8());
        Field number = required("item", new ArrowType.Int(32, true));
        Field struct =
                nullable(
                        "item",
                        new ArrowType.Struct(),
                        nullable("a", new ArrowType.Int(64, true)),
                        nullable("b", new ArrowType.Utf8()),
                        nullable("c", new ArrowType.List(), nullable("item", new ArrowType.Bool())));
        List<Field> fields = new ArrayList<>();
        fields.add(nullable("list", new ArrowType.List(), item));
        fields.add(required("required_list", new ArrowType.List(), number));
        fields.add(nullable("large_list", new ArrowType.LargeList(), item));
        fields.add(nullable("fixed_list", new ArrowType.FixedSizeList(3), number));
        fields.add(nullable("fixed_list_of_nullable", new ArrowType.FixedSizeList(2), item));
        fields.add(nullable("list_of_list", new ArrowType.List(), nullable("item", new ArrowType.List(), item)));
        fields.add(nullable("list_of_struct", new ArrowType.List(), struct));
        fields.add(
                nullable(
                        "struct",
                        new ArrowType.Struct(),
                        nullable("a", new ArrowType.Int(16, true)),
                        required("b", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                        nullable("c", new ArrowType.Struct(), nullable("d", new ArrowType.Utf8()))));
        fields.add(required("required_struct", new ArrowType.Struct(), nullable("a", new ArrowType.Utf8())));
        fields.add(nullable("map", new ArrowType.Map(false), entries(nullable("value", new ArrowType.Int(32, true)))));
        fields.add(
                nullable(
                        "map_of_list",
                        new ArrowType.Map(false),
                        entries(nullable("value", new ArrowType.List(), nullable("item", new ArrowType.Utf8())))));
        fields.add(
                nullable(
                        "fixed_list_of_list",
                        new ArrowType.FixedSizeList(2),
                        nullable("item", new ArrowType.LargeList(), nullable("item", new ArrowType.Int(8, true)))));
        return fields;
    }

    /// List views.
    public static List<Field> listViews() {
        Field item = nullable("item", new ArrowType.Utf8());
        return List.of(
                nullable("list_view", new ArrowType.ListView(), item),
                nullable("large_list_view", new ArrowType.LargeListView(), item));
    }

    /// Run-end encoded fields, one of them in a list.
    public static List<Field> runEndEncoded() {
        return List.of(
                runs("runs16", 16, nullable("values", new ArrowType.Int(32, true))),
                runs("runs32", 32, nullable("values", new ArrowType.Utf8())),
                runs("runs64", 64, nullable("values", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE))),
                nullable(
                        "list_of_runs",
                        new ArrowType.List(),
                        runs("item", 32, nullable("values", new ArrowType.Int(64, true)))));
    }

    /// Unions, dense and sparse.
    public static List<Field> unions() {
        Field[] children = {
            nullable("int", new ArrowType.Int(32, true)),
            nullable("bigint", new ArrowType.Int(64, true)),
            nullable("varchar", new ArrowType.Utf8())
        };
        int[] javaTypeIds = {
            org.apache.arrow.vector.types.Types.MinorType.INT.ordinal(),
            org.apache.arrow.vector.types.Types.MinorType.BIGINT.ordinal(),
            org.apache.arrow.vector.types.Types.MinorType.VARCHAR.ordinal()
        };
        return List.of(
                nullable("dense_union", new ArrowType.Union(UnionMode.Dense, new int[] {0, 1, 2}), children),
                nullable("sparse_union", new ArrowType.Union(UnionMode.Sparse, javaTypeIds), children));
    }

    private static Field runs(String name, int bits, Field values) {
        return nullable(
                name, new ArrowType.RunEndEncoded(), required("run_ends", new ArrowType.Int(bits, true)), values);
    }

    private static Field entries(Field value) {
        return required("entries", new ArrowType.Struct(), required("key", new ArrowType.Utf8()), value);
    }

    /// A field that may hold nulls.
    public static Field nullable(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }

    /// A field that holds no nulls.
    public static Field required(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.notNullable(type), List.of(children));
    }
}
