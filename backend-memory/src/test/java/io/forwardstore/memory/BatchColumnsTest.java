package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class BatchColumnsTest {
    private static final ArrowType INT = new ArrowType.Int(32, true);
    private static final ArrowType STRUCT = new ArrowType.Struct();

    private final BufferAllocator allocator = new RootAllocator();
    private final List<IntVector> vectors = new ArrayList<>();

    @AfterEach
    void nothingLeaks() {
        vectors.forEach(IntVector::close);
        allocator.close();
    }

    private static Field field(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }

    private static Field required(String name) {
        return new Field(name, FieldType.notNullable(INT), List.of());
    }

    private IntVector ints(String name, @Nullable Integer... values) {
        IntVector vector = new IntVector(name, allocator);
        vectors.add(vector);
        for (int i = 0; i < values.length; i++) {
            Integer value = values[i];
            if (value == null) {
                vector.setNull(i);
            } else {
                vector.setSafe(i, value);
            }
        }
        vector.setValueCount(values.length);
        return vector;
    }

    private static void refused(String message, Schema schema, int rows, FieldVector... vectors) {
        VectorSchemaRoot batch =
                new VectorSchemaRoot(
                        List.of(vectors).stream().map(FieldVector::getField).toList(), List.of(vectors), rows);
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new BatchColumns(schema).of(batch, BatchColumns::readPlain));
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void whatDoesNotFitIsNamedByItsColumn() {
        Schema schema = new Schema(List.of(field("a", INT), required("b")));
        IntVector a = ints("a", 1, null);
        IntVector b = ints("b", 3, 4);
        refused("column 'b' is missing", schema, 2, a);
        refused("the table has no column 'c'. Available: a, b", schema, 2, a, b, ints("c", 5, 6));
        refused("the table has no column 'a' left: it comes twice. Available: a, b", schema, 2, a, a, b);
        refused("column 'b' must not be null, and is in 1 rows", schema, 2, a, ints("b", 1, null));
        refused("column 'b' has 1 values, the batch has 2 rows", schema, 2, a, ints("b", 7));
        Schema other = new Schema(List.of(field("a", new ArrowType.Utf8())));
        refused("column 'a' is Utf8 in the table, not Int(32, true)", other, 2, a);
    }

    @Test
    void columnsComeInTheTablesOrder() {
        Schema schema = new Schema(List.of(field("a", INT), field("b", INT)));
        IntVector a = ints("a", 1);
        IntVector b = ints("b", 2);
        var columns = new BatchColumns(schema).of(new VectorSchemaRoot(List.of(b, a)), BatchColumns::readPlain);
        assertEquals(a.getDataBufferAddress(), columns.getFirst().buffer1());
        assertEquals(b.getDataBufferAddress(), columns.getLast().buffer1());
    }

    @Test
    void typesAreTheSameWhateverListsCallTheirItemsAndUnionsSayOfTheirIds() {
        Field items = field("l", new ArrowType.List(), field("item", INT));
        assertTrue(BatchColumns.isSameType(items, field("m", new ArrowType.List(), required("element"))));
        assertFalse(BatchColumns.isSameType(items, field("l", new ArrowType.List(), field("item", STRUCT))));
        assertFalse(BatchColumns.isSameType(items, field("l", new ArrowType.LargeList(), field("item", INT))));
        Field struct = field("s", STRUCT, field("x", INT), field("y", INT));
        assertTrue(BatchColumns.isSameType(struct, field("t", STRUCT, field("x", INT), required("y"))));
        assertFalse(BatchColumns.isSameType(struct, field("s", STRUCT, field("x", INT), field("z", INT))));
        assertFalse(BatchColumns.isSameType(struct, field("s", STRUCT, field("x", INT))));
        Field numbered = field("u", new ArrowType.Union(UnionMode.Dense, new int[] {0, 1}), field("x", INT), items);
        Field plain = field("u", new ArrowType.Union(UnionMode.Dense, null), field("x", INT), items);
        Field swapped = field("u", new ArrowType.Union(UnionMode.Dense, new int[] {1, 0}), field("x", INT), items);
        assertTrue(BatchColumns.isSameType(numbered, plain));
        assertFalse(BatchColumns.isSameType(numbered, swapped));
        assertFalse(
                BatchColumns.isSameType(
                        plain, field("u", new ArrowType.Union(UnionMode.Sparse, null), field("x", INT), items)));
        assertFalse(
                BatchColumns.isSameType(
                        plain, field("u", new ArrowType.Union(UnionMode.Dense, null), field("y", INT), items)));
    }
}
