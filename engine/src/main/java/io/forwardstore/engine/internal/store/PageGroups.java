package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.internal.array.Selection;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The rows of a fetch, sorted into the pages of one page index.
///
/// The selection has one value a row, in request order, whose source is the number of its page among those touched.
/// Reusable.
final class PageGroups {
    private static final int EMPTY = -1;

    /// Up to so many pages have an entry each; beyond, those touched share a hash table.
    private static final int DIRECT_PAGES = 1 << 12;

    private final Selection selection = new Selection();
    private @Nullable PageIndex index;
    private int[] pages = new int[16];
    private int pageCount;
    private int[] table = {};
    private boolean direct;

    /// Sorts rows into pages.
    ///
    /// @param rowIds rows that exist
    void locate(PageIndex index, long[] rowIds) {
        if (this.index != index) {
            this.index = index;
        }
        prepareTable(index.count(), rowIds.length);
        selection.setSingles(rowIds.length);
        int[] groups = selection.sources();
        int[] starts = selection.starts();
        for (int i = 0; i < rowIds.length; i++) {
            int page = index.pageOf(rowIds[i]);
            groups[i] = groupOf(page);
            starts[i] = (int) (rowIds[i] - index.firstRow(page));
        }
    }

    private void prepareTable(int indexPages, int rows) {
        if (direct && table.length >= indexPages) {
            for (int group = 0; group < pageCount; group++) {
                table[pages[group]] = EMPTY;
            }
        } else {
            direct = indexPages <= DIRECT_PAGES;
            int size = direct ? indexPages : Integer.highestOneBit(Math.min(rows, indexPages)) * 4;
            table = table.length >= size ? table : new int[size];
            Arrays.fill(table, EMPTY);
        }
        pageCount = 0;
    }

    private int groupOf(int page) {
        int at = direct ? page : slotOf(page);
        int group = table[at];
        return group != EMPTY ? group : addPage(page, at);
    }

    /// Where a page stands, or would, in a table of open addressing.
    private int slotOf(int page) {
        int mask = Integer.highestOneBit(table.length) - 1;
        int at = ((page * 0x9E3779B9) >>> 8) & mask;
        while (table[at] != EMPTY && pages[table[at]] != page) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int addPage(int page, int at) {
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
        }
        pages[pageCount] = page;
        table[at] = pageCount;
        return pageCount++;
    }

    /// The page index that rows were sorted by, null if none were.
    @Nullable PageIndex index() {
        return index;
    }

    /// The rows in request order, by page group.
    Selection selection() {
        return selection;
    }

    /// The number of pages touched.
    int count() {
        return pageCount;
    }

    /// The page of each group; valid up to [#count].
    int[] pages() {
        return pages;
    }

    /// The page of a group.
    int page(int group) {
        return pages[group];
    }
}
