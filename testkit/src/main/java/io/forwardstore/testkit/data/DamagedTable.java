package io.forwardstore.testkit.data;

import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// An Arrow IPC file whose structure is sound, but for one number among its values that leads outside of what it may
/// refer to: an offset, a size, a view, a type id, a run end, a dictionary index.
///
/// @param what the type and the number
/// @param whole the table without the damage
/// @param column the column that is damaged
/// @param row a row whose value cannot be had; -1 if only who reads the whole page can tell that it is damaged
/// @param bytes the content of the file
/// @param compressedBytes the same in a file whose values have to be decompressed, to which a reader may take another
///   way
public record DamagedTable(String what, Dataset whole, String column, long row, byte[] bytes, byte[] compressedBytes) {
    private static final String LONG_TEXT = "too long to lie within a view";
    private static final ArrowType INT32 = new ArrowType.Int(Integer.SIZE, true);

    /// Tables of every type that refers to something, each damaged in every way there is.
    public static List<DamagedTable> all() {
        List<DamagedTable> tables = new ArrayList<>();
        for (boolean withNull : new boolean[] {false, true}) {
            addBytes(tables, withNull);
            addLists(tables, withNull);
            addDictionaries(tables, withNull);
        }
        addUnions(tables);
        addRuns(tables);
        return tables;
    }

    private static void addBytes(List<DamagedTable> tables, boolean withNull) {
        List<@Nullable Object> texts = values(withNull, "ab", "c", LONG_TEXT, "def", "g");
        int bytes = texts.stream().mapToInt(text -> ArrowBody.content(text).length).sum();
        for (ArrowType type : List.of(new ArrowType.Utf8(), new ArrowType.LargeUtf8())) {
            Table table = Table.of(nullable(type), texts);
            addOffsets(tables, table, type instanceof ArrowType.Utf8 ? Integer.BYTES : Long.BYTES, bytes);
        }
        Table views = Table.of(nullable(new ArrowType.Utf8View()), texts);
        int view = 16 * 2;
        tables.add(views.damaged("a negative length", 2, 1, view, Integer.BYTES, -1));
        tables.add(views.damaged("a length past the buffer", 2, 1, view, Integer.BYTES, LONG_TEXT.length() + 1));
        tables.add(views.damaged("a negative buffer", 2, 1, view + 8, Integer.BYTES, -1));
        tables.add(views.damaged("a buffer that is not there", 2, 1, view + 8, Integer.BYTES, 1));
        tables.add(views.damaged("a negative offset", 2, 1, view + 12, Integer.BYTES, -1));
        tables.add(views.damaged("an offset past the buffer", 2, 1, view + 12, Integer.BYTES, 1));
    }

    private static void addLists(List<DamagedTable> tables, boolean withNull) {
        List<@Nullable Object> lists =
                values(withNull, List.of(1L, 2L), List.of(), List.of(3L), List.of(4L, 5L, 6L), List.of(7L));
        int elements = lists.stream().mapToInt(list -> ArrowBody.elements(list).size()).sum();
        for (ArrowType type : List.of(new ArrowType.List(), new ArrowType.LargeList())) {
            Table table = Table.of(nullable(type, child("item", INT32)), lists);
            addOffsets(tables, table, type instanceof ArrowType.List ? Integer.BYTES : Long.BYTES, elements);
        }
        for (ArrowType type : List.of(new ArrowType.ListView(), new ArrowType.LargeListView())) {
            Table table = Table.of(nullable(type, child("item", INT32)), lists);
            int width = type instanceof ArrowType.ListView ? Integer.BYTES : Long.BYTES;
            tables.add(table.damaged("a negative offset", 4, 1, 4 * width, width, -1));
            tables.add(table.damaged("an offset past the values", 4, 1, 4 * width, width, elements + 1));
            tables.add(table.damaged("a negative size", 4, 2, 4 * width, width, -1));
            tables.add(table.damaged("a size past the values", 0, 2, 0, width, 3));
        }
        List<@Nullable Object> nested = values(withNull, List.of("a"), List.of(), List.of("b", "cd"), List.of("e"));
        Table table = Table.of(nullable(new ArrowType.List(), child("item", new ArrowType.Utf8())), nested);
        tables.add(table.damaged("an element's negative offset", 2, 3, 2 * 4, Integer.BYTES, -1));
    }

    /// The numbers in a buffer of ascending offsets.
    private static void addOffsets(List<DamagedTable> tables, Table table, int width, int extent) {
        int last = table.whole.blocks().getFirst().rowCount() - 1;
        tables.add(table.damaged("a negative offset", 3, 1, 3 * width, width, -1));
        tables.add(table.damaged("a negative first offset", 0, 1, 0, width, -1));
        tables.add(table.damaged("an offset past its end", 3, 1, 3 * width, width, extent));
        tables.add(table.damaged("a last offset past the end", last, 1, (last + 1) * width, width, extent + 1));
        tables.add(table.damaged("a last offset before its start", last, 1, (last + 1) * width, width, 0));
        if (width == Long.BYTES) {
            tables.add(table.damaged("an offset of 33 bits", 3, 1, 3 * width, width, 1L << 32));
        }
    }

    private static void addDictionaries(List<DamagedTable> tables, boolean withNull) {
        List<@Nullable Object> texts = values(withNull, "a", "b", "a", "c", "b");
        List<Field> fields = new ArrayList<>();
        List<List<@Nullable Object>> columns = new ArrayList<>();
        for (int column = 0; column < Dataset.INDEX_TYPES.size(); column++) {
            fields.add(new Field("c" + column, FieldType.nullable(new ArrowType.Utf8()), List.of()));
            columns.add(texts);
        }
        Dataset whole = table(fields, columns).withDictionaries(fields.stream().map(Field::getName).toList());
        for (int column = 0; column < fields.size(); column++) {
            ArrowType.Int type = Dataset.INDEX_TYPES.get(column);
            int width = type.getBitWidth() / Byte.SIZE;
            for (long index : new long[] {3, -1}) {
                String what = "dictionary of " + type + ": index " + index;
                tables.add(damaged(what, whole, "c" + column, 3, 2 * column + 1, 3 * width, width, index));
            }
        }
    }

    private static void addUnions(List<DamagedTable> tables) {
        int[] typeIds = {MinorType.INT.ordinal(), MinorType.VARCHAR.ordinal()};
        List<@Nullable Object> values = new ArrayList<>();
        for (long i = 0; i < 3; i++) {
            values.add(new Tagged(typeIds[0], i));
            values.add(new Tagged(typeIds[1], "text" + i));
        }
        for (UnionMode mode : UnionMode.values()) {
            Field field =
                    nullable(
                            new ArrowType.Union(mode, typeIds),
                            child("int", INT32),
                            child("text", new ArrowType.Utf8()));
            Table table = Table.of(field, values);
            tables.add(table.damaged("an unknown type id", 3, 0, 3, Byte.BYTES, 100));
            tables.add(table.damaged("a negative type id", 3, 0, 3, Byte.BYTES, -1));
            if (mode == UnionMode.Dense) {
                tables.add(table.damaged("a negative offset", 3, 1, 3 * 4, Integer.BYTES, -1));
                tables.add(table.damaged("an offset past the member", 3, 1, 3 * 4, Integer.BYTES, 3));
            }
        }
    }

    private static void addRuns(List<DamagedTable> tables) {
        List<@Nullable Object> values = new ArrayList<>(List.of(1L, 1L, 2L, 3L, 3L, 3L));
        for (int bits : new int[] {Short.SIZE, Integer.SIZE, Long.SIZE}) {
            Field ends = new Field("run_ends", FieldType.notNullable(new ArrowType.Int(bits, true)), List.of());
            Table table = Table.of(nullable(new ArrowType.RunEndEncoded(), ends, child("values", INT32)), values);
            int width = bits / Byte.SIZE;
            tables.add(table.damaged("run ends that end early", 5, 1, 2 * width, width, 5));
            tables.add(table.damaged("an empty run", -1, 1, width, width, 2));
            tables.add(table.damaged("a first run end of 0", -1, 1, 0, width, 0));
        }
    }

    /// A table of one column.
    private record Table(Dataset whole) {
        static Table of(Field field, List<@Nullable Object> values) {
            return new Table(table(List.of(field), List.of(values)));
        }

        DamagedTable damaged(String what, int row, int buffer, int at, int width, long number) {
            Field field = whole.schema().getFields().getFirst();
            String where = field.getType() + ": " + what;
            return DamagedTable.damaged(where, whole, field.getName(), row, buffer, at, width, number);
        }
    }

    private static DamagedTable damaged(
            String what, Dataset whole, String column, int row, int buffer, int at, int width, long number) {
        Consumer<ArrowBody> damage = body -> put(body.buffers.get(buffer), at, width, number);
        return new DamagedTable(
                what, whole, column, row, IpcFile.bytes(whole, damage), IpcFile.compressedBytes(whole, damage));
    }

    private static void put(byte[] buffer, int at, int width, long number) {
        ByteBuffer out = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
        switch (width) {
            case Byte.BYTES -> out.put(at, (byte) number);
            case Short.BYTES -> out.putShort(at, (short) number);
            case Integer.BYTES -> out.putInt(at, (int) number);
            default -> out.putLong(at, number);
        }
    }

    /// Two blocks of the same values.
    private static Dataset table(List<Field> fields, List<List<@Nullable Object>> columns) {
        Dataset.Block block = new Dataset.Block(columns.getFirst().size(), columns);
        return Dataset.of("damaged", new Schema(fields), List.of(block, block));
    }

    private static List<@Nullable Object> values(boolean withNull, Object... values) {
        List<@Nullable Object> list = new ArrayList<>(List.of(values));
        if (withNull) {
            list.set(1, null);
        }
        return list;
    }

    private static Field nullable(ArrowType type, Field... children) {
        return child("column", type, children);
    }

    private static Field child(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }
}
