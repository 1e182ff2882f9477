package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

final class CursorScanTest {
    private final BufferAllocator allocator = new RootAllocator();
    private final AllocatorScope scope = new AllocatorScope(allocator);
    private final List<String> events = new ArrayList<>();
    private final CursorScan scan = new CursorScan(new Cursors());

    @AfterEach
    void nothingLeaks() {
        scope.close();
        allocator.close();
    }

    private long next(long firstRow, int count) throws IOException {
        ArrayData rows = scan.next(firstRow, count, scope);
        assertEquals(count, rows.length());
        return rows.fileOffsetBytes();
    }

    @Test
    void rowsThatFollowComeFromOneCursor() throws IOException {
        assertEquals(7, next(7, 3));
        assertEquals(10, next(10, 1));
        assertEquals(11, next(11, 5));
        scan.close();
        scan.close();
        assertEquals(List.of("open 7", "close 16"), events);
    }

    @Test
    void rowsThatDoNotFollowComeFromAnotherCursorAndTheFirstIsClosed() throws IOException {
        assertEquals(0, next(0, 3));
        assertEquals(1, next(1, 3));
        assertEquals(9, next(9, 1));
        scan.close();
        assertEquals(List.of("open 0", "close 3", "open 1", "close 4", "open 9", "close 10"), events);
    }

    @Test
    void aCursorThatFailedIsNotUsedAgain() throws IOException {
        assertEquals(0, next(0, 3));
        assertThrows(IOException.class, () -> scan.next(3, Cursors.TOO_MANY, scope));
        assertEquals(3, next(3, 2));
        scan.close();
        assertEquals(List.of("open 0", "close 3", "open 3", "close 5"), events);
    }

    /// A column whose arrays tell their first row.
    private final class Cursors implements Column {
        private static final int TOO_MANY = 1_000;

        @Override
        public ColumnCursor cursor(long firstRow) {
            events.add("open " + firstRow);
            return new ColumnCursor() {
                private long row = firstRow;

                @Override
                public ArrayData next(int count, PageScope pages) throws IOException {
                    if (count >= TOO_MANY) {
                        throw new IOException("broken");
                    }
                    long first = row;
                    row += count;
                    return ArrayData.nulls(count, first);
                }

                @Override
                public void close() {
                    events.add("close " + row);
                }
            };
        }

        @Override
        public Field field() {
            return new Field("c", FieldType.nullable(new ArrowType.Null()), List.of());
        }

        @Override
        public PageIndex pages() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isDirect() {
            return false;
        }

        @Override
        public ArrayData page(int page, PageScope pages) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ArrayData rows(int page, int[] rows, int from, int count, PageScope pages) {
            throw new UnsupportedOperationException();
        }
    }
}
