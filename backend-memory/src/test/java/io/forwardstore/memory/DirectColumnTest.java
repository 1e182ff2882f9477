package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Rows that are copied out of pages of 3, 1 and 4 rows, whose values are their numbers.
final class DirectColumnTest {
    private static final long[] FIRST_ROWS = {0, 3, 4, 8};

    private final BufferAllocator allocator = new RootAllocator();
    private final AllocatorScope scope = new AllocatorScope(allocator);
    private final Numbers column = new Numbers();

    @AfterEach
    void nothingLeaks() {
        scope.close();
        allocator.close();
    }

    private static List<Integer> values(ArrayData array) {
        return IntStream.range(0, array.length())
                .mapToObj(i -> Memory.getInt(array.buffer1() + (long) Integer.BYTES * i))
                .toList();
    }

    @Test
    void aCursorGoesOnThroughPagesWhereverTheyEnd() throws IOException {
        for (int first = 0; first <= 8; first++) {
            for (int count = 0; count <= 8 - first; count++) {
                try (ColumnCursor cursor = column.cursor(first)) {
                    assertEquals(rows(first, first + count), values(cursor.next(count, scope)));
                    assertEquals(rows(first + count, 8), values(cursor.next(8 - first - count, scope)));
                }
            }
        }
    }

    private static List<Integer> rows(int first, int end) {
        return IntStream.range(first, end).boxed().toList();
    }

    @Test
    void someRowsOfAPageAreCopied() throws IOException {
        assertEquals(List.of(5, 7), values(column.rows(2, new int[] {0, 1, 3, 3}, 1, 2, scope)));
        assertEquals(List.of(), values(column.rows(2, new int[] {0}, 1, 0, scope)));
        assertTrue(column.isDirect());
        assertEquals(List.of(3), values(column.checkedPage(1, scope)));
    }

    private static final class Numbers extends DirectColumn {
        Numbers() {
            super(new Field("n", FieldType.notNullable(new ArrowType.Int(Integer.SIZE, true)), List.of()));
        }

        @Override
        public PageIndex pages() {
            return PageIndex.of(LongStream.of(FIRST_ROWS).toArray());
        }

        @Override
        public ArrayData page(int page, PageScope pages) {
            int rows = (int) (FIRST_ROWS[page + 1] - FIRST_ROWS[page]);
            long values = pages.allocate((long) rows * Integer.BYTES);
            for (int i = 0; i < rows; i++) {
                Memory.putInt(values + (long) Integer.BYTES * i, (int) FIRST_ROWS[page] + i);
            }
            return ArrayData.fixedWidth(rows, 0, 0, values, 0);
        }
    }
}
