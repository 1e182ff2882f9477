package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.internal.array.Selection;

import java.util.Arrays;

/// The rows of a fetch, sorted into the pages of one page index.
///
/// The selection has one value a row, in request order, whose source is the number of its page among those touched.
/// Reusable.
final class PageGroups {
    private static final int EMPTY = -1;

    private final Selection selection = new Selection();
    private int[] pages = new int[16];
    private int pageCount;
    private int[] table = new int[0];

    /// Sorts rows into pages.
    ///
    /// @param rowIds rows that exist
    void locate(PageIndex index, long[] rowIds) {
        selection.clear();
        selection.ensureCapacity(rowIds.length);
        pageCount = 0;
        prepareTable(Math.min(rowIds.length, index.count()));
        int lastPage = EMPTY;
        int group = EMPTY;
        for (long row : rowIds) {
            int page = index.pageOf(row);
            if (page != lastPage) {
                group = groupOf(page);
                lastPage = page;
            }
            selection.add(group, (int) (row - index.firstRow(page)));
        }
    }

    private void prepareTable(int expectedPages) {
        int size = Integer.highestOneBit(Math.max(4, expectedPages)) * 4;
        if (table.length < size) {
            table = new int[size];
        }
        Arrays.fill(table, 0, table.length, EMPTY);
    }

    /// The group of a page, in a table of open addressing.
    private int groupOf(int page) {
        int mask = table.length - 1;
        int at = (page * 0x9E3779B9 >>> 8) & mask;
        while (table[at] != EMPTY) {
            if (pages[table[at]] == page) {
                return table[at];
            }
            at = (at + 1) & mask;
        }
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
        }
        pages[pageCount] = page;
        table[at] = pageCount;
        return pageCount++;
    }

    /// The rows in request order, by page group.
    Selection selection() {
        return selection;
    }

    /// The number of pages touched.
    int count() {
        return pageCount;
    }

    /// The page of a group.
    int page(int group) {
        return pages[group];
    }
}
