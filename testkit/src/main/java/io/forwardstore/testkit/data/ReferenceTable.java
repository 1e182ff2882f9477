package io.forwardstore.testkit.data;

import io.forwardstore.ForwardStore;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The contract in its plainest form, on lists of values: what a store must answer for a dataset.
public final class ReferenceTable {
    private final Dataset dataset;

    /// A reference for this dataset.
    public ReferenceTable(Dataset dataset) {
        this.dataset = dataset;
    }

    /// The schema of an answer.
    public Schema schema(List<String> columns) {
        return new Schema(columns.stream().map(this::field).toList(), dataset.schema().getCustomMetadata());
    }

    /// The answer to a fetch, charged to the allocator; the caller closes it.
    public VectorSchemaRoot fetch(List<String> columns, long[] rows, BufferAllocator allocator) {
        return Vectors.root(schema(columns), rows.length, values(columns, rows), allocator);
    }

    /// Puts rows of the root's columns in place of what the root holds.
    public void load(VectorSchemaRoot root, long[] rows, BufferAllocator allocator) {
        List<String> columns = root.getSchema().getFields().stream().map(Field::getName).toList();
        Vectors.load(root, rows.length, values(columns, rows), allocator);
    }

    private List<List<@Nullable Object>> values(List<String> columns, long[] rows) {
        List<List<@Nullable Object>> values = new ArrayList<>();
        for (String column : columns) {
            List<@Nullable Object> inRows = new ArrayList<>(rows.length);
            for (long row : rows) {
                inRows.add(value(column, row));
            }
            values.add(inRows);
        }
        return values;
    }

    /// True if a projection may name this column.
    public boolean has(String column) {
        return column.equals(ForwardStore.ROW_ID_COLUMN) || !path(column).isEmpty();
    }

    /// The value of a column in a row.
    public @Nullable Object value(String name, long row) {
        if (name.equals(ForwardStore.ROW_ID_COLUMN)) {
            return row;
        }
        List<Integer> path = path(name);
        Object value = dataset.value(path.getFirst(), row);
        for (int child : path.subList(1, path.size())) {
            value = value == null ? null : ((List<?>) value).get(child);
        }
        return value;
    }

    private Field field(String name) {
        if (name.equals(ForwardStore.ROW_ID_COLUMN)) {
            return Dataset.field(name, false, new ArrowType.Int(Long.SIZE, false));
        }
        List<Integer> path = path(name);
        Field field = dataset.schema().getFields().get(path.getFirst());
        boolean nullable = field.isNullable();
        for (int child : path.subList(1, path.size())) {
            field = field.getChildren().get(child);
            nullable |= field.isNullable();
        }
        FieldType type = new FieldType(nullable, field.getType(), null, field.getMetadata());
        return new Field(name, type, field.getChildren());
    }

    /// The positions of a column and of the children on the way to the one named; empty if there is none.
    private List<Integer> path(String name) {
        List<Field> fields = dataset.schema().getFields();
        int exact = position(fields, name);
        if (exact >= 0) {
            return List.of(exact);
        }
        List<Integer> path = new ArrayList<>();
        boolean isStruct = true;
        for (String step : name.split("\\.", -1)) {
            int position = position(fields, step);
            if (position < 0 || !isStruct) {
                return List.of();
            }
            path.add(position);
            isStruct = fields.get(position).getType() instanceof ArrowType.Struct;
            fields = fields.get(position).getChildren();
        }
        return path;
    }

    private static int position(List<Field> fields, String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).getName().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
