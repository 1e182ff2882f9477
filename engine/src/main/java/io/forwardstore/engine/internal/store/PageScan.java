package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.Selection;
import io.forwardstore.engine.internal.array.Slices;
import io.forwardstore.engine.internal.array.Sources;
import io.forwardstore.engine.internal.array.StoredFields;

import java.io.IOException;

/// Scans a direct column: rows within one page are shared, rows of several pages are copied together, and dictionary
/// indices are decoded.
final class PageScan implements ColumnScan {
    private final Column column;
    private final PageIndex pages;
    private final Gatherer gatherer;
    private final boolean mustDecode;
    private final Sources sources = new Sources();
    private final Selection selection = new Selection();

    PageScan(Column column) throws IOException {
        this.column = column;
        this.pages = column.pages();
        this.gatherer = Gatherer.of(column.storedField());
        this.mustDecode = StoredFields.hasDictionary(column.storedField());
    }

    @Override
    public ArrayData next(long firstRow, int count, PageScope scope) throws IOException {
        int page = pages.pageOf(firstRow);
        int start = (int) (firstRow - pages.firstRow(page));
        if (!mustDecode && count <= pages.rowsIn(page) - start) {
            return Slices.slice(column.storedField(), column.checkedPage(page, scope), start, count, scope);
        }
        sources.clear();
        selection.clear();
        for (int left = count; left > 0; page++) {
            int length = (int) Math.min(left, pages.rowsIn(page) - start);
            if (length > 0) {
                selection.addRun(sources.count(), start, length);
                sources.add(column.page(page, scope));
            }
            left -= length;
            start = 0;
        }
        return gatherer.write(scope.allocate(gatherer.measure(sources, selection, scope)));
    }

    @Override
    public boolean isCostly() {
        return mustDecode;
    }

    @Override
    public void close() {}
}
