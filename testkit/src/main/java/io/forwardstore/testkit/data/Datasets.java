package io.forwardstore.testkit.data;

import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The tables of the suite.
public final class Datasets {
    private static final ArrowType INT64 = new ArrowType.Int(Long.SIZE, true);
    private static final ArrowType UTF8 = new ArrowType.Utf8();
    private static final ArrowType FLOAT64 = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    private static final long SEED = 20_260_101;

    private Datasets() {}

    /// A hundred rows in three blocks: `id` (int64, not null, the row's number times ten), `name` (utf8), `price`
    /// (float64), `flag` (bool), `tags` (list of utf8), `point` (struct of `x` and `y`) and `point.z`, a column whose
    /// own name has a dot. Names and prices have nulls; the schema, `name` and `point.x` have metadata.
    public static Dataset catalog() {
        List<Field> fields =
                List.of(
                        field("id", FieldType.notNullable(INT64)),
                        field("name", new FieldType(true, UTF8, null, Map.of("language", "de", "max", "40"))),
                        field("price", FieldType.nullable(FLOAT64)),
                        field("flag", FieldType.nullable(new ArrowType.Bool())),
                        field("tags", FieldType.nullable(new ArrowType.List()), nullable("item", UTF8)),
                        field(
                                "point",
                                FieldType.nullable(new ArrowType.Struct()),
                                field("x", new FieldType(false, INT64, null, Map.of("unit", "mm"))),
                                nullable("y", UTF8)),
                        nullable("point.z", INT64));
        Schema schema = new Schema(fields, Map.of("owner", "testkit", "empty", ""));
        return random("catalog", schema, SEED, Nulls.SOME, List.of(40, 25, 35), true);
    }

    /// A table of two columns, `id` (int64, not null) and `name` (utf8), cut into blocks of `blockRows` rows, the last
    /// one excepted, and into pages of [Dataset#DEFAULT_PAGE_ROWS] rows.
    public static Dataset boundary(int rowCount, int blockRows) {
        Schema schema = new Schema(List.of(field("id", FieldType.notNullable(INT64)), nullable("name", UTF8)));
        List<Integer> cuts = new ArrayList<>();
        for (int row = 0; row < rowCount; row += blockRows) {
            cuts.add(Math.min(blockRows, rowCount - row));
        }
        String name = "boundary-" + rowCount + "-" + blockRows;
        return random(name, schema, SEED, Nulls.SOME, cuts, true);
    }

    /// A table of the columns of [#boundary] in blocks some of which are empty.
    public static Dataset emptyBlocks() {
        Schema schema = boundary(0, 1).schema();
        return random("empty-blocks", schema, SEED, Nulls.SOME, List.of(0, 5, 0, 0, 7, 0), true);
    }

    /// A table with a column of each of these types, named like it.
    public static Dataset ofTypes(List<TypeCase> types, Nulls nulls, List<Integer> blockRows) {
        List<Field> fields = types.stream().map(type -> type.field(type.name(), nulls)).toList();
        List<String> encoded =
                types.stream()
                        .filter(type -> type.encoding() == TypeCase.Encoding.DICTIONARY)
                        .map(TypeCase::name)
                        .toList();
        String name = "types-" + nulls + "-" + types.size() + "-" + blockRows.size();
        return random(name, new Schema(fields), SEED, nulls, blockRows, false).withDictionaries(encoded);
    }

    /// A table whose types, nulls, values, blocks and pages follow from a seed.
    public static Dataset ofSeed(long seed, List<TypeCase> types) {
        Random random = new Random(seed);
        List<TypeCase> chosen = new ArrayList<>();
        int columns = 1 + random.nextInt(6);
        for (int i = 0; i < columns; i++) {
            chosen.add(types.get(random.nextInt(types.size())));
        }
        List<Field> fields = new ArrayList<>();
        List<String> encoded = new ArrayList<>();
        for (TypeCase type : chosen) {
            String name = "c" + fields.size();
            boolean required = type.allows(Nulls.REQUIRED) && random.nextInt(3) == 0;
            fields.add(type.field(name, required ? Nulls.REQUIRED : Nulls.SOME));
            if (type.encoding() == TypeCase.Encoding.DICTIONARY) {
                encoded.add(name);
            }
        }
        List<Integer> blockRows = new ArrayList<>();
        int blocks = random.nextInt(5);
        for (int i = 0; i < blocks; i++) {
            blockRows.add(1 + random.nextInt(random.nextInt(4) == 0 ? 200 : 40));
        }
        return random("seed-" + seed, new Schema(fields), seed, Nulls.SOME, blockRows, false)
                .withDictionaries(encoded)
                .withPageRows(1 + random.nextInt(50));
    }

    /// One block of more rows than a natural batch may have: `id`, int64.
    public static Dataset oneLargeBlock() {
        int rows = io.forwardstore.ScanOptions.MAX_NATURAL_BATCH_ROWS + 1;
        Schema schema = new Schema(List.of(field("id", FieldType.notNullable(INT64))));
        return random("large", schema, SEED, Nulls.REQUIRED, List.of(rows), true).withPageRows(5_000);
    }

    /// More rows than 32 bits count, all of them null, in a file of a few bytes: `nothing`, of the null type.
    public static Dataset beyondInt() {
        Schema schema = new Schema(List.of(nullable("nothing", new ArrowType.Null())));
        int rows = 1 << 30;
        List<@Nullable Object> values = java.util.Collections.nCopies(rows, null);
        List<Dataset.Block> blocks = java.util.Collections.nCopies(5, new Dataset.Block(rows, List.of(values)));
        return Dataset.of("beyond-int", schema, blocks);
    }

    /// A table of random values.
    private static Dataset random(
            String name, Schema schema, long seed, Nulls nulls, List<Integer> blockRows, boolean ids) {
        RandomValues values = new RandomValues(new Random(seed));
        List<Dataset.Block> blocks = new ArrayList<>();
        long firstRow = 0;
        for (int rows : blockRows) {
            List<List<@Nullable Object>> columns = new ArrayList<>();
            for (Field field : schema.getFields()) {
                columns.add(
                        ids && field.getName().equals("id")
                                ? ids(firstRow, rows)
                                : values.column(field, field.isNullable() ? nulls : Nulls.REQUIRED, rows));
            }
            blocks.add(new Dataset.Block(rows, columns));
            firstRow += rows;
        }
        return Dataset.of(name, schema, blocks);
    }

    private static List<@Nullable Object> ids(long firstRow, int rows) {
        List<@Nullable Object> ids = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            ids.add((firstRow + i) * 10);
        }
        return ids;
    }

    private static Field nullable(String name, ArrowType type) {
        return field(name, FieldType.nullable(type));
    }

    private static Field field(String name, FieldType type, Field... children) {
        return new Field(name, type, List.of(children));
    }
}
