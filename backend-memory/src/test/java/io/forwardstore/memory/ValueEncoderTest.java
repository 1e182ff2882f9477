package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.internal.array.ArrayChecks;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

final class ValueEncoderTest {
    private static final ArrowType INT = new ArrowType.Int(Integer.SIZE, true);

    private final BufferAllocator allocator = new RootAllocator();
    private final AllocatorScope scope = new AllocatorScope(allocator);

    @AfterEach
    void nothingLeaks() {
        scope.close();
        allocator.close();
    }

    private static Field required(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.notNullable(type), List.of(children));
    }

    private static Field nullable(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }

    private ArrayData encoded(Field field, @Nullable Object... values) {
        ArrayData array = ValueEncoder.encode(field, Arrays.asList(values), "column 'c'", scope);
        ArrayChecks.check(field, array);
        return array;
    }

    private String refusal(Field field, @Nullable Object... values) {
        return assertThrows(IllegalArgumentException.class, () -> encoded(field, values)).getMessage();
    }

    /// A field of each kind that must not be null, with a value.
    static Stream<Map.Entry<Field, Object>> requiredFields() {
        Field item = required("item", INT);
        return Stream.of(
                Map.entry(required("bool", new ArrowType.Bool()), true),
                Map.entry(item, 7),
                Map.entry(required("text", new ArrowType.Utf8()), "text"),
                Map.entry(required("view", new ArrowType.Utf8View()), "a text too long for a view"),
                Map.entry(required("list", new ArrowType.List(), item), List.of(1, 2)),
                Map.entry(required("list_view", new ArrowType.ListView(), item), List.of(1, 2)),
                Map.entry(required("fixed", new ArrowType.FixedSizeList(2), item), List.of(1, 2)),
                Map.entry(required("struct", new ArrowType.Struct(), nullable("x", INT)), Map.of("x", 1)));
    }

    @ParameterizedTest
    @MethodSource("requiredFields")
    void belowANullStructStandsSomethingWhereNothingMayBeNull(Map.Entry<Field, Object> child) {
        Field struct = nullable("c", new ArrowType.Struct(), child.getKey());
        String name = child.getKey().getName();
        ArrayData array = encoded(struct, null, Map.of(name, child.getValue()), null);
        assertEquals(2, array.nullCount());
        assertFalse(Memory.getBit(array.validity(), 0));
        assertTrue(Memory.getBit(array.validity(), 1));
        assertEquals(3, array.child().length());
        assertEquals(0, array.child().nullCount());
        assertTrue(refusal(struct, Map.of()).contains("'" + name + "' must not be null"));
    }

    @Test
    void belowANullListOfAFixedSizeStandAsManyValues() {
        Field lists = nullable("c", new ArrowType.FixedSizeList(2), required("item", INT));
        ArrayData array = encoded(lists, null, List.of(1, 2), null);
        assertEquals(6, array.child().length());
        assertEquals(0, array.child().nullCount());
        assertEquals(2, Memory.getInt(array.child().buffer1() + 3L * Integer.BYTES));
        assertTrue(refusal(lists, List.of(1)).endsWith("takes lists of 2 values, not of 1"));
        assertTrue(refusal(lists, List.of(1, 2, 3)).endsWith("takes lists of 2 values, not of 3"));
    }

    @Test
    void listsAreJavasListsAndArraysOfAnyKind() {
        Field ints = nullable("c", new ArrowType.List(), nullable("item", INT));
        ArrayData array = encoded(ints, List.of(1, 2), new Object[] {3, null}, new int[] {4}, new long[] {5}, null);
        assertEquals(6, array.child().length());
        assertEquals(1, array.child().nullCount());
        assertEquals(5, Memory.getInt(array.child().buffer1() + 5L * Integer.BYTES));
        Field doubles =
                nullable(
                        "c",
                        new ArrowType.ListView(),
                        nullable("item", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
        ArrayData views = encoded(doubles, new double[] {1.5}, new float[] {2.5f, 3.5f});
        assertEquals(3.5, Double.longBitsToDouble(Memory.getLong(views.child().buffer1() + 2L * Long.BYTES)));
        assertEquals(1, Memory.getInt(views.buffer2()));
        assertEquals(2, Memory.getInt(views.buffer2() + Integer.BYTES));
        assertTrue(refusal(ints, "text").contains("takes List, not java.lang.String text"));
    }

    @Test
    void aUnionTakesItsFirstChildThatAccepts() {
        for (UnionMode mode : UnionMode.values()) {
            ArrowType type = new ArrowType.Union(mode, new int[] {5, 9});
            Field union = nullable("c", type, nullable("number", INT), required("text", new ArrowType.Utf8()));
            ArrayData array = encoded(union, "a", 1, "b", null);
            byte[] ids = new byte[4];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = Memory.getByte(array.buffer1() + i);
            }
            assertEquals("[9, 5, 9, 5]", Arrays.toString(ids));
            assertEquals(mode == UnionMode.Dense ? 2 : 4, array.children()[1].length());
            assertEquals(0, array.children()[1].nullCount());
            assertTrue(refusal(union, true).contains("not java.lang.Boolean true"));
        }
    }

    @Test
    void structsRefuseNamesThatTheyDoNotHave() {
        Field struct = nullable("c", new ArrowType.Struct(), nullable("x", INT), nullable("y", INT));
        assertEquals(1, encoded(struct, Map.of("y", 1)).children()[0].nullCount());
        assertEquals("column 'c' has no child 'z'. Available: x, y", refusal(struct, Map.of("x", 1, "z", 2)));
        assertTrue(refusal(struct, List.of(1)).contains("takes Struct, not"));
        assertTrue(refusal(nullable("c", new ArrowType.Struct()), Map.of("x", 1)).contains("has no child 'x'"));
        assertTrue(refusal(nullable("c", new ArrowType.Null()), 1).contains("not java.lang.Integer 1"));
        assertEquals(2, encoded(nullable("c", new ArrowType.Null()), null, null).length());
    }
}
