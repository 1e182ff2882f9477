package io.forwardstore.memory;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.VectorArrays;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Finds a table's columns in a batch, by name and type.
final class BatchColumns {
    private final List<Field> fields;

    BatchColumns(Schema schema) {
        this.fields = schema.getFields();
    }

    /// Reads a vector.
    @FunctionalInterface
    interface VectorReader {
        /// The array of a vector whose type fits the field; indices are turned into values.
        ArrayData read(FieldVector vector);

        /// The type that the vector's values have.
        default Field valueField(FieldVector vector) {
            return vector.getField();
        }
    }

    /// Reads vectors without dictionaries.
    static ArrayData readPlain(FieldVector vector) {
        if (vector.getField().getDictionary() != null) {
            throw new IllegalArgumentException(
                    "column '"
                            + vector.getName()
                            + "' is dictionary-encoded and comes without"
                            + " its dictionary; append the reader that has it");
        }
        return VectorArrays.of(vector);
    }

    /// The batch's columns in the table's order.
    ///
    /// @throws IllegalArgumentException naming the column that is missing, unknown, of another type, or null where it
    ///   must not be
    List<ArrayData> of(VectorSchemaRoot batch, VectorReader reader) {
        boolean[] found = new boolean[fields.size()];
        ArrayData[] columns = new ArrayData[fields.size()];
        for (FieldVector vector : batch.getFieldVectors()) {
            int number = numberOf(vector.getName(), found);
            found[number] = true;
            columns[number] = column(fields.get(number), vector, batch.getRowCount(), reader);
        }
        List<ArrayData> all = new ArrayList<>(columns.length);
        for (int i = 0; i < columns.length; i++) {
            if (!found[i]) {
                throw new IllegalArgumentException("column '" + fields.get(i).getName() + "' is missing");
            }
            all.add(columns[i]);
        }
        return all;
    }

    private int numberOf(String name, boolean[] found) {
        for (int i = 0; i < fields.size(); i++) {
            if (!found[i] && fields.get(i).getName().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "the table has no column '"
                        + name
                        + "'"
                        + (fields.stream().anyMatch(field -> field.getName().equals(name))
                                ? " left: it comes twice"
                                : "")
                        + ". Available: "
                        + String.join(", ", fields.stream().map(Field::getName).toList()));
    }

    private static ArrayData column(Field field, FieldVector vector, int rowCount, VectorReader reader) {
        Field values = reader.valueField(vector);
        if (!isSameType(field, values)) {
            throw new IllegalArgumentException(
                    "column '"
                            + field.getName()
                            + "' is "
                            + describe(field)
                            + " in the table, not "
                            + describe(values));
        }
        ArrayData array = reader.read(vector);
        if (array.length() != rowCount) {
            throw new IllegalArgumentException(
                    "column '"
                            + field.getName()
                            + "' has "
                            + array.length()
                            + " values, the batch has "
                            + rowCount
                            + " rows");
        }
        if (!field.isNullable() && array.nullCount() != 0 && !(field.getType() instanceof ArrowType.Null)) {
            throw new IllegalArgumentException(
                    "column '" + field.getName() + "' must not be null, and is in " + array.nullCount() + " rows");
        }
        return array;
    }

    private static String describe(Field field) {
        return field.getType() + (field.getChildren().isEmpty() ? "" : field.getChildren().toString());
    }

    /// True if values of one field can be copied as values of the other: the names of lists' items, metadata and
    /// nullability do not matter.
    static boolean isSameType(Field left, Field right) {
        if (!typeOf(left).equals(typeOf(right)) || left.getChildren().size() != right.getChildren().size()) {
            return false;
        }
        boolean named = left.getType() instanceof ArrowType.Struct || left.getType() instanceof ArrowType.Union;
        for (int i = 0; i < left.getChildren().size(); i++) {
            Field leftChild = left.getChildren().get(i);
            Field rightChild = right.getChildren().get(i);
            if (named && !Objects.equals(leftChild.getName(), rightChild.getName())
                    || !isSameType(leftChild, rightChild)) {
                return false;
            }
        }
        return true;
    }

    /// Unions compare by their type ids, which may be left out.
    private static Object typeOf(Field field) {
        if (field.getType() instanceof ArrowType.Union union) {
            return List.of(union.getMode(), typeIds(union, field.getChildren().size()));
        }
        return field.getType();
    }

    private static List<Integer> typeIds(ArrowType.Union union, int children) {
        int @Nullable [] ids = union.getTypeIds();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < children; i++) {
            all.add(ids == null ? i : ids[i]);
        }
        return all;
    }
}
