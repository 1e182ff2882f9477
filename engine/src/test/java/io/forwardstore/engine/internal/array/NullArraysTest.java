package io.forwardstore.engine.internal.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.testkit.data.Nulls;
import io.forwardstore.testkit.data.TypeCase;

import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Arrays of nulls, made in memory that held something else before.
final class NullArraysTest {
    private final Noise scope = new Noise();

    @AfterEach
    void free() {
        scope.close();
    }

    static Stream<Field> fields() {
        return TypeCase.all().stream()
                .filter(type -> type.allows(Nulls.SOME))
                .map(type -> type.field(type.name(), Nulls.SOME));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyTypeHasArraysOfNullsThatReadersCanFollow(Field field) {
        for (int length : new int[] {0, 1, 9, 70}) {
            ArrayData array = NullArrays.of(field, length, scope);
            assertEquals(length, array.length());
            requireWithinMemory(field, array);
            ArrayChecks.check(field, array);
            for (int i = 0; i < length; i++) {
                assertTrue(isNull(field, array, i), "value " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32, 64})
    void nullsOfADictionaryEncodedFieldAreNullIndicesIntoAnEmptyDictionary(int indexBits) {
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, new ArrowType.Int(indexBits, true));
        Field field = new Field("c", new FieldType(true, new ArrowType.Utf8(), encoding), List.of());
        ArrayData array = NullArrays.of(field, 70, scope);
        scope.requireTaken(array.buffer1(), 70L * indexBits / Byte.SIZE);
        assertEquals(0, Objects.requireNonNull(array.dictionary()).length());
        ArrayChecks.check(field, array);
        for (int i = 0; i < 70; i++) {
            assertTrue(isNull(StoredFields.indices(field), array, i));
        }
    }

    @Test
    void theNullsOfAUnionAreThoseOfItsFirstChildWhateverItsTypeId() {
        Field child = new Field("child", FieldType.nullable(new ArrowType.Int(32, true)), List.of());
        for (UnionMode mode : UnionMode.values()) {
            FieldType type = FieldType.nullable(new ArrowType.Union(mode, new int[] {7}));
            Field field = new Field("c", type, List.of(child));
            ArrayData array = NullArrays.of(field, 5, scope);
            ArrayChecks.check(field, array);
            assertEquals(7, Memory.getByte(array.buffer1() + 4));
            assertTrue(isNull(field, array, 4));
        }
    }

    /// Every byte that the array's layout has is memory that was allocated for it.
    private void requireWithinMemory(Field field, ArrayData array) {
        long length = array.length();
        switch (Layout.of(field)) {
            case Layout.Bit _ -> scope.requireTaken(array.buffer1(), Bits.bytesFor(length));
            case Layout.FixedWidth l -> scope.requireTaken(array.buffer1(), length * l.bytes());
            case Layout.VarWidth l -> scope.requireTaken(array.buffer1(), (length + 1) * l.offsetBytes());
            case Layout.View _ -> scope.requireTaken(array.buffer1(), length * ViewGatherer.VIEW_BYTES);
            case Layout.ListOf l -> scope.requireTaken(array.buffer1(), (length + 1) * l.offsetBytes());
            case Layout.ListView l -> {
                scope.requireTaken(array.buffer1(), length * l.offsetBytes());
                scope.requireTaken(array.buffer2(), length * l.offsetBytes());
            }
            case Layout.SparseUnion _ -> scope.requireTaken(array.buffer1(), length);
            case Layout.DenseUnion _ -> {
                scope.requireTaken(array.buffer1(), length);
                scope.requireTaken(array.buffer2(), 4 * length);
            }
            case Layout.Null _, Layout.FixedSizeList _, Layout.Struct _, Layout.RunEndEncoded _ -> {}
        }
        if (array.validity() != 0) {
            scope.requireTaken(array.validity(), Bits.bytesFor(length));
        }
        for (int i = 0; i < array.children().length; i++) {
            requireWithinMemory(field.getChildren().get(i), array.children()[i]);
        }
    }

    private static boolean isNull(Field field, ArrayData array, int index) {
        return switch (Layout.of(field)) {
            case Layout.Null _ -> true;
            case Layout.SparseUnion _ -> isNull(field.getChildren().getFirst(), array.child(), index);
            case Layout.DenseUnion _ ->
                    isNull(
                            field.getChildren().getFirst(),
                            array.child(),
                            Memory.getInt(array.buffer2() + (long) Integer.BYTES * index));
            case Layout.RunEndEncoded _ -> isNull(field.getChildren().get(1), array.children()[1], 0);
            default -> {
                assertNotEquals(0, array.validity());
                yield !Memory.getBit(array.validity(), index);
            }
        };
    }

    /// Memory that is not zero.
    private static final class Noise implements PageScope {
        private final Arena arena = Arena.ofConfined();
        private final NavigableMap<Long, Long> taken = new TreeMap<>();

        @Override
        public long allocate(long bytes) {
            MemorySegment memory = arena.allocate(bytes + 64, 64).fill((byte) 0x55);
            taken.put(memory.address(), bytes);
            return memory.address();
        }

        void requireTaken(long address, long bytes) {
            assertTrue(taken.getOrDefault(address, -1L) >= bytes, () -> bytes + " bytes were not allocated");
        }

        @Override
        public void onClose(Runnable release) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PageScope scratch() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
