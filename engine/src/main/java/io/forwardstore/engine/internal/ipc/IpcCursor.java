package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.Selection;
import io.forwardstore.engine.internal.array.Sources;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Reads consecutive rows of compressed batches, of which at most one is kept decompressed.
final class IpcCursor implements ColumnCursor {
    private final Column column;
    private final PageIndex pages;
    private final Gatherer gatherer;
    private final Sources sources = new Sources();
    private final Selection selection = new Selection();
    private long nextRow;
    private @Nullable PageScope pageScope;
    private @Nullable ArrayData page;
    private int pageNumber = -1;

    IpcCursor(IpcColumn column, long firstRow) {
        this.column = column;
        this.pages = column.pages();
        this.gatherer = Gatherer.of(column.storedField());
        this.nextRow = firstRow;
    }

    @Override
    public ArrayData next(int count, PageScope scope) throws IOException {
        sources.clear();
        selection.clear();
        try (PageScope scratch = scope.scratch()) {
            int left = count;
            while (left > 0) {
                int number = pages.pageOf(nextRow);
                int start = (int) (nextRow - pages.firstRow(number));
                int length = (int) Math.min(left, pages.rowsIn(number) - start);
                selection.addRun(sources.count(), start, length);
                boolean staysOpen = start + length < pages.rowsIn(number);
                sources.add(read(number, staysOpen, scratch));
                nextRow += length;
                left -= length;
            }
            ArrayData result = gatherer.write(scope.allocate(gatherer.measure(sources, selection, scratch)));
            if (pageNumber >= 0 && nextRow >= pages.firstRow(pageNumber + 1)) {
                close();
            }
            return result;
        }
    }

    /// The page, from the one kept if that is it; kept itself if more of it will be wanted.
    private ArrayData read(int number, boolean staysOpen, PageScope scratch) throws IOException {
        if (pageNumber == number && page != null) {
            return page;
        }
        if (!staysOpen) {
            return column.page(number, scratch);
        }
        PageScope before = pageScope;
        if (before != null) {
            scratch.onClose(before::close);
            pageScope = null;
        }
        PageScope keeping = scratch.scratch();
        try {
            page = column.page(number, keeping);
        } catch (Throwable e) {
            keeping.close();
            throw e;
        }
        pageScope = keeping;
        pageNumber = number;
        return page;
    }

    @Override
    public void close() {
        page = null;
        pageNumber = -1;
        if (pageScope != null) {
            pageScope.close();
            pageScope = null;
        }
    }
}
