package io.forwardstore.memory;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.Selection;
import io.forwardstore.engine.internal.array.Sources;

import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;

/// A column whose pages lie in memory, checked and free of dictionaries.
abstract class DirectColumn implements Column {
    private final Field field;

    DirectColumn(Field field) {
        this.field = field;
    }

    @Override
    public final Field field() {
        return field;
    }

    @Override
    public final boolean isDirect() {
        return true;
    }

    @Override
    public final ArrayData checkedPage(int page, PageScope scope) throws IOException {
        return page(page, scope);
    }

    @Override
    public final ArrayData rows(int page, int[] rows, int from, int count, PageScope scope) throws IOException {
        Selection selection = new Selection();
        selection.ensureCapacity(count);
        for (int i = 0; i < count; i++) {
            selection.add(0, rows[from + i]);
        }
        try (PageScope scratch = scope.scratch()) {
            Sources sources = new Sources();
            sources.add(page(page, scratch));
            return gather(sources, selection, scope);
        }
    }

    @Override
    public final ColumnCursor cursor(long firstRow) {
        return new Cursor(firstRow);
    }

    private ArrayData gather(Sources sources, Selection selection, PageScope scope) {
        Gatherer gatherer = Gatherer.of(storedField());
        return gatherer.write(scope.allocate(gatherer.measure(sources, selection, scope)));
    }

    /// Copies consecutive rows.
    private final class Cursor implements ColumnCursor {
        private long nextRow;

        Cursor(long firstRow) {
            this.nextRow = firstRow;
        }

        @Override
        public ArrayData next(int count, PageScope scope) throws IOException {
            Sources sources = new Sources();
            Selection selection = new Selection();
            try (PageScope scratch = scope.scratch()) {
                int left = count;
                while (left > 0) {
                    int page = pages().pageOf(nextRow);
                    int start = (int) (nextRow - pages().firstRow(page));
                    int length = (int) Math.min(left, pages().rowsIn(page) - start);
                    selection.addRun(sources.count(), start, length);
                    sources.add(page(page, scratch));
                    nextRow += length;
                    left -= length;
                }
                return gather(sources, selection, scope);
            }
        }

        @Override
        public void close() {}
    }
}
