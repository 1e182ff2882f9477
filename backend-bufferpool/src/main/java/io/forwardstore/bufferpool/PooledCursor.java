package io.forwardstore.bufferpool;

import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.Selection;
import io.forwardstore.engine.internal.array.Slices;
import io.forwardstore.engine.internal.array.Sources;

import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;

/// Scans a pooled column: rows within one page are shared with the pinned page, rows of several are copied together.
/// For a frugal scope all rows are copied, and no page stays pinned.
final class PooledCursor implements ColumnCursor {
    private static final long WINDOW_BYTES = 256 << 10;
    private static final int WINDOW_BUDGET_SHARE = 64;

    private final PageTable<ArrayData> table;
    private final PageIndex pages;
    private final Field stored;
    private final boolean mustDecode;
    private final Gatherer gatherer;
    private final ReadWindow window;
    private final ReadAhead readAhead;
    private final Sources sources = new Sources();
    private final Selection selection = new Selection();
    private long nextRow;

    PooledCursor(PooledColumn column, PooledTableFile file, long firstRow) throws IOException {
        this.table = column.table();
        this.pages = column.pages();
        this.stored = column.storedField();
        this.mustDecode = PooledColumn.hasDictionary(stored);
        this.gatherer = Gatherer.of(stored);
        this.nextRow = firstRow;
        long budgetBytes = file.manager().options().budgetBytes();
        this.window =
                new ReadWindow(
                        file.source(), file.manager(), Math.min(WINDOW_BYTES, budgetBytes / WINDOW_BUDGET_SHARE));
        this.readAhead = new ReadAhead(table, window);
    }

    @Override
    public ArrayData next(int count, PageScope scope) throws IOException {
        int page = pages.pageOf(nextRow);
        int start = (int) (nextRow - pages.firstRow(page));
        ArrayData rows;
        if (scope.isFrugal()) {
            close();
            rows = gather(page, start, count, scope, (of, from, length) -> addCopied(of, from, length, scope));
        } else if (!mustDecode && count <= pages.rowsIn(page) - start) {
            ArrayData whole = PooledColumn.checked(pinned(page, scope), stored);
            rows = Slices.slice(stored, whole, start, count, scope);
        } else {
            try (PageScope pins = scope.scratch()) {
                rows =
                        gather(
                                page,
                                start,
                                count,
                                scope,
                                (of, from, length) -> {
                                    selection.addRun(sources.count(), from, length);
                                    sources.add(pinned(of, pins).content());
                                });
            }
        }
        nextRow += count;
        return rows;
    }

    private void addCopied(int page, int start, int length, PageScope scope) throws IOException {
        Selection run = new Selection();
        run.addRun(0, start, length);
        Frame<ArrayData> frame = table.pin(page, Access.SCAN);
        try {
            ArrayData copy = RowCopier.copy(stored, frame.content(), run, scope);
            selection.addRun(sources.count(), 0, length);
            sources.add(copy);
        } finally {
            frame.unpin();
        }
    }

    private Frame<ArrayData> pinned(int page, PageScope scope) throws IOException {
        Frame<ArrayData> frame =
                ScopedValue.where(WindowedSource.WINDOW, window).call(() -> table.pin(page, Access.MORE_SCAN));
        scope.onClose(frame);
        readAhead.advance(page, frame.bytes());
        return frame;
    }

    private ArrayData gather(int firstPage, int firstStart, int count, PageScope scope, Part part) throws IOException {
        sources.clear();
        selection.clear();
        int page = firstPage;
        int start = firstStart;
        for (int left = count; left > 0; page++) {
            int length = (int) Math.min(left, pages.rowsIn(page) - start);
            if (length > 0) {
                part.add(page, start, length);
            }
            left -= length;
            start = 0;
        }
        return gatherer.write(scope.allocate(gatherer.measure(sources, selection, scope)));
    }

    @Override
    public void close() {
        readAhead.close();
        window.close();
    }

    /// Adds some rows of a page to what is gathered.
    @FunctionalInterface
    private interface Part {
        void add(int page, int start, int length) throws IOException;
    }
}
