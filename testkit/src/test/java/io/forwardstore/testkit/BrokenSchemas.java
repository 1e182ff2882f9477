package io.forwardstore.testkit;

import io.forwardstore.testkit.data.Dataset;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

import java.util.List;

/// Stores that answer another schema than the one that was written.
final class BrokenSchemas {
    private BrokenSchemas() {}

    static List<Broken> all() {
        return List.of(
                Broken.store(
                        "shows every column as nullable",
                        "SCHEMA-1 SCHEMA-3 SCHEMA-5 SCHEMA-6 WRITE-10",
                        showing(field -> with(field, FieldType.nullable(field.getType())))),
                Broken.store(
                        "loses the metadata of fields",
                        "SCHEMA-1 SCHEMA-3 SCHEMA-5 WRITE-10",
                        showing(field ->
                                with(
                                        field,
                                        new FieldType(field.isNullable(), field.getType(), field.getDictionary())))),
                Broken.store(
                        "loses the metadata of the table",
                        "SCHEMA-2 SCHEMA-3",
                        (file, dataset, allocator) ->
                                new NaiveStore(
                                        file,
                                        Dataset.of(
                                                dataset.name(),
                                                new Schema(dataset.schema().getFields()),
                                                dataset.blocks()),
                                        allocator)),
                Broken.store(
                        "answers with another schema than it shows",
                        "ROWID-1 SCHEMA-3 SCHEMA-5 SCHEMA-6",
                        BrokenFetches.fetching((store, columns, rows) -> {
                            VectorSchemaRoot answer = store.answer(columns, rows);
                            List<Field> fields =
                                    answer.getSchema().getFields().stream()
                                            .map(field -> with(field, FieldType.nullable(field.getType())))
                                            .toList();
                            return new VectorSchemaRoot(
                                    new Schema(fields, answer.getSchema().getCustomMetadata()),
                                    answer.getFieldVectors(),
                                    answer.getRowCount());
                        })),
                Broken.store(
                        "shows the pseudo column",
                        "SCHEMA-1 SCHEMA-5 SCHEMA-8 WRITE-10",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    public Schema physicalSchema() {
                                        List<Field> fields =
                                                new java.util.ArrayList<>(super.physicalSchema().getFields());
                                        fields.add(Field.notNullable("_row_id_", new ArrowType.Int(Long.SIZE, false)));
                                        return new Schema(fields, super.physicalSchema().getCustomMetadata());
                                    }
                                }),
                Broken.store(
                        "has signed row ids",
                        "ROWID-1",
                        BrokenFetches.fetching((store, columns, rows) -> {
                            VectorSchemaRoot answer = store.answer(columns, rows);
                            List<Field> fields =
                                    answer.getSchema().getFields().stream()
                                            .map(field ->
                                                    field.getName().equals("_row_id_")
                                                            ? Field.notNullable(
                                                                    "_row_id_", new ArrowType.Int(Long.SIZE, true))
                                                            : field)
                                            .toList();
                            return new VectorSchemaRoot(
                                    new Schema(fields, answer.getSchema().getCustomMetadata()),
                                    answer.getFieldVectors(),
                                    answer.getRowCount());
                        })),
                Broken.store(
                        "knows no children by path",
                        "SCHEMA-6 SCHEMA-7",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    void requireColumns(Dataset rows, List<String> columns) {
                                        super.requireColumns(rows, columns);
                                        for (String column : columns) {
                                            if (!rows.columnNames().contains(column) && !column.equals(ROW_ID_COLUMN)) {
                                                throw new IllegalArgumentException(
                                                        "[" + file + "] Unknown column '" + column + "'");
                                            }
                                        }
                                    }
                                }),
                Broken.store(
                        "answers zero for the child of a null struct",
                        "SCHEMA-6",
                        BrokenFetches.fetching((store, columns, rows) -> {
                            VectorSchemaRoot answer = store.answer(columns, rows);
                            int x = columns.indexOf("point.x");
                            if (x >= 0) {
                                FieldVector vector = answer.getVector(x);
                                vector.getValidityBuffer().setOne(0L, vector.getValidityBuffer().capacity());
                            }
                            return answer;
                        })),
                Broken.store(
                        "counts a block's last row to the next",
                        "SCAN-3 SCHEMA-9",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    public int blockOf(long rowId) {
                                        int block = super.blockOf(rowId);
                                        return rowId + 1 == dataset().firstRow(block + 1) ? block + 1 : block;
                                    }
                                }),
                Broken.store(
                        "has no blocks at all",
                        "FAIL-1 SCHEMA-9 SCHEMA-10",
                        (file, dataset, allocator) ->
                                new NaiveStore(file, dataset, allocator) {
                                    @Override
                                    public long blockFirstRow(int block) {
                                        requireOpen();
                                        return block <= 0 ? 0 : rowCount();
                                    }
                                }));
    }

    private interface Change {
        Field of(Field field);
    }

    private static Broken.Store showing(Change change) {
        return (file, dataset, allocator) -> {
            List<Field> fields = dataset.schema().getFields().stream().map(change::of).toList();
            Schema schema = new Schema(fields, dataset.schema().getCustomMetadata());
            return new NaiveStore(file, Dataset.of(dataset.name(), schema, dataset.blocks()), allocator);
        };
    }

    private static Field with(Field field, FieldType type) {
        return new Field(field.getName(), type, field.getChildren());
    }
}
