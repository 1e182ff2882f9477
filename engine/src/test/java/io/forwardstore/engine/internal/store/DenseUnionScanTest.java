package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.LayoutTree;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

final class DenseUnionScanTest {
    private static final LayoutTree TREE =
            LayoutTree.of(
                    new Field(
                            "u",
                            FieldType.nullable(new ArrowType.Union(UnionMode.Dense, new int[] {0})),
                            List.of(
                                    new Field(
                                            "i", FieldType.nullable(new ArrowType.Int(Byte.SIZE, true)), List.of()))));

    private final BufferAllocator allocator = new RootAllocator();
    private final AllocatorScope scope = new AllocatorScope(allocator);

    @AfterEach
    void nothingLeaks() {
        scope.close();
        allocator.close();
    }

    /// A union of the child's values 7, 8, ... that these offsets pick.
    private ArrayData union(int childLength, int... offsets) {
        long typeIds = scope.allocate(offsets.length);
        Memory.fill(typeIds, offsets.length, (byte) 0);
        long offsetsAddress = scope.allocate((long) Integer.BYTES * offsets.length);
        for (int i = 0; i < offsets.length; i++) {
            Memory.putInt(offsetsAddress + (long) Integer.BYTES * i, offsets[i]);
        }
        long values = scope.allocate(childLength);
        for (int i = 0; i < childLength; i++) {
            Memory.putByte(values + i, (byte) (7 + i));
        }
        ArrayData child = ArrayData.fixedWidth(childLength, 0, 0, values, 0);
        return ArrayData.nested(offsets.length, 0, 0, typeIds, offsetsAddress, new ArrayData[] {child}, 0);
    }

    @Test
    void whatVectorsCanHoldIsSharedAndWhatTheyCannotIsCopied() throws IOException {
        Fake fake = new Fake();
        DenseUnionScan scan = new DenseUnionScan(fake, TREE);
        fake.next = union(3, 2, 0, 1);
        assertSame(fake.next, scan.next(0, 3, scope));
        fake.next = union(2, 1, 0, 1);
        ArrayData copy = scan.next(0, 3, scope);
        assertEquals(3, copy.child().length());
        for (int i = 0; i < 3; i++) {
            int offset = Memory.getInt(copy.buffer2() + (long) Integer.BYTES * i);
            assertEquals(i == 1 ? 7 : 8, Memory.getByte(copy.child().buffer1() + offset));
        }
    }

    @Test
    void costsWhatTheScanBehindItCostsAndClosesIt() {
        Fake fake = new Fake();
        DenseUnionScan scan = new DenseUnionScan(fake, TREE);
        fake.costly = true;
        assertTrue(scan.isCostly());
        fake.costly = false;
        assertFalse(scan.isCostly());
        scan.close();
        assertTrue(fake.closed);
    }

    private static final class Fake implements ColumnScan {
        private ArrayData next = ArrayData.nulls(0, 0);
        private boolean costly;
        private boolean closed;

        @Override
        public ArrayData next(long firstRow, int count, PageScope pages) {
            return next;
        }

        @Override
        public boolean isCostly() {
            return costly;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
