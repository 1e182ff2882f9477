package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

/// A struct of three rows, the second of them null, and its child.
final class StructChildColumnTest {
    private static final ArrowType INT8 = new ArrowType.Int(Byte.SIZE, true);
    private static final int STRUCTS = 0b101;
    private static final int VALUES = 0b110;

    private final BufferAllocator allocator = new RootAllocator();
    private final AllocatorScope scope = new AllocatorScope(allocator);

    @AfterEach
    void nothingLeaks() {
        scope.close();
        allocator.close();
    }

    private long bits(int bits) {
        long address = scope.allocate(1);
        Memory.putByte(address, (byte) bits);
        return address;
    }

    private Structs structs(long validity, Field child, ArrayData values) {
        Field field = new Field("s", FieldType.nullable(new ArrowType.Struct()), List.of(child));
        return new Structs(field, ArrayData.nested(3, -1, validity, 0, 0, new ArrayData[] {values}, 0));
    }

    private static Field child(FieldType type, Field... children) {
        return new Field("v", type, List.of(children));
    }

    private ArrayData read(Structs structs) throws IOException {
        return new StructChildColumn(structs, 0, "s.v").page(0, scope);
    }

    private ArrayData ints(long validity) {
        return ArrayData.fixedWidth(3, -1, validity, scope.allocate(3), 0);
    }

    private static int validityOf(ArrayData array) {
        return Memory.getByte(array.validity()) & 0b111;
    }

    @Test
    void aValueIsNullWhereItOrItsStructIs() throws IOException {
        Field plain = child(FieldType.nullable(INT8));
        assertEquals(STRUCTS & VALUES, validityOf(read(structs(bits(STRUCTS), plain, ints(bits(VALUES))))));
        assertEquals(STRUCTS, validityOf(read(structs(bits(STRUCTS), plain, ints(0)))));
        assertEquals(VALUES, validityOf(read(structs(0, plain, ints(bits(VALUES))))));
        assertEquals(0, read(structs(0, plain, ints(0))).validity());
    }

    @Test
    void soIsAnIndexIntoADictionaryWhateverTheDictionaryHolds() throws IOException {
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, (ArrowType.Int) INT8);
        Field encoded = child(new FieldType(true, new ArrowType.Null(), encoding));
        ArrayData indices = ints(0).withDictionary(ArrayData.nulls(1, 0));
        ArrayData read = read(structs(bits(STRUCTS), encoded, indices));
        assertEquals(STRUCTS, validityOf(read));
        assertEquals(indices.dictionary(), read.dictionary());
    }

    @Test
    void aUnionCannotBeNullAndStaysAsItIs() throws IOException {
        FieldType type = FieldType.nullable(new ArrowType.Union(UnionMode.Sparse, new int[] {0}));
        Field union = child(type, child(FieldType.nullable(INT8)));
        ArrayData values = ArrayData.nested(3, 0, 0, scope.allocate(3), 0, new ArrayData[] {ints(0)}, 0);
        assertEquals(0, read(structs(bits(STRUCTS), union, values)).validity());
    }

    @Test
    void costsWhatItsStructCostsAndClosesItsStructsCursor() throws IOException {
        Structs structs = structs(bits(STRUCTS), child(FieldType.nullable(INT8)), ints(0));
        StructChildColumn column = new StructChildColumn(structs, 0, "s.v");
        for (boolean direct : new boolean[] {true, false}) {
            structs.direct = direct;
            assertEquals(direct, column.isDirect());
            assertEquals(direct, column.isScannedByPage());
        }
        ColumnCursor cursor = column.cursor(0);
        assertEquals(STRUCTS, validityOf(cursor.next(3, scope)));
        assertFalse(structs.closed);
        cursor.close();
        assertTrue(structs.closed);
    }

    private static final class Structs implements Column {
        private final Field field;
        private final ArrayData page;
        private boolean direct;
        private boolean closed;

        Structs(Field field, ArrayData page) {
            this.field = field;
            this.page = page;
        }

        @Override
        public Field field() {
            return field;
        }

        @Override
        public PageIndex pages() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isDirect() {
            return direct;
        }

        @Override
        public ArrayData page(int number, PageScope pages) {
            return page;
        }

        @Override
        public ArrayData rows(int number, int[] rows, int from, int count, PageScope pages) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ColumnCursor cursor(long firstRow) {
            return new ColumnCursor() {
                @Override
                public ArrayData next(int count, PageScope pages) {
                    return page;
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }
}
