package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.ReadAhead;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.LayoutTree;
import io.forwardstore.engine.internal.array.Selection;
import io.forwardstore.engine.internal.array.Sources;
import io.forwardstore.engine.internal.array.VectorLoader;

import org.apache.arrow.vector.FieldVector;

import java.io.IOException;
import java.util.Arrays;

/// Fetches a column's rows from its pages.
///
/// Pages of a direct column are gathered from as they are. Of any other, and if the pages do not fit into memory
/// together, each page is asked once for just the rows that are wanted, in file order, and the answers are gathered
/// into request order.
final class PageFetch implements ColumnFetch {
    /// How many pages a column hears of ahead: few enough that the first bytes of all stay in a core's cache.
    private static final int PAGES_AHEAD = 128;

    private final Column column;
    private final Gatherer gatherer;
    private final Sources sources = new Sources();
    private final Selection decoded = new Selection();

    /// @param gatherer a gatherer for the column's arrays
    PageFetch(Column column, Gatherer gatherer) {
        this.column = column;
        this.gatherer = gatherer;
    }

    @Override
    public void planMeasure(FetchContext context, ReadAhead.Plan plan) throws IOException {
        if (column.isDirect()) {
            PageGroups groups = context.groupsOf(column.pages());
            readPages(groups, context);
            gatherer.planMeasure(sources, groups.selection(), plan);
        }
    }

    @Override
    public void planWrite(ReadAhead.Plan plan) {
        if (column.isDirect()) {
            gatherer.planWrite(plan);
        }
    }

    @Override
    public long measure(FetchContext context) throws IOException {
        PageGroups groups = context.groupsOf(column.pages());
        if (column.isDirect() && !context.scope().isFrugal()) {
            readPages(groups, context);
            return gatherer.measure(sources, groups.selection(), context.scope());
        }
        sources.clear();
        decode(groups, context);
        return gatherer.measure(sources, decoded, context.scope());
    }

    private void readPages(PageGroups groups, FetchContext context) throws IOException {
        int count = groups.count();
        column.readPages(groups.pages(), count, sources.setCount(count), context.scope());
    }

    private void decode(PageGroups groups, FetchContext context) throws IOException {
        Selection wanted = groups.selection();
        long[] keys = new long[wanted.runs()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(groups.page(wanted.sources()[i]), wanted.starts()[i]);
        }
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        int distinct = removeDuplicates(sorted);
        int[] rows = new int[distinct];
        int[] sourceOf = new int[distinct];
        int[] firstOf = new int[groups.count()];
        int[] pages = pagesOf(sorted, distinct, groups.count());
        int from = 0;
        while (from < distinct) {
            if (sources.count() % PAGES_AHEAD == 0) {
                int next = sources.count();
                column.expect(pages, next, Math.min(PAGES_AHEAD, pages.length - next), context.scope());
            }
            int page = page(sorted[from]);
            int end = from;
            while (end < distinct && page(sorted[end]) == page) {
                rows[end] = (int) sorted[end];
                sourceOf[end] = sources.count();
                end++;
            }
            firstOf[sources.count()] = from;
            sources.add(column.rows(page, rows, from, end - from, context.scope()));
            from = end;
        }
        decoded.clear();
        decoded.ensureCapacity(keys.length);
        for (long key : keys) {
            int at = Arrays.binarySearch(sorted, 0, distinct, key);
            decoded.add(sourceOf[at], at - firstOf[sourceOf[at]]);
        }
    }

    /// The pages that rows lie in.
    ///
    /// @param pageCount how many there are
    private static int[] pagesOf(long[] sorted, int distinct, int pageCount) {
        int[] pages = new int[pageCount];
        int count = 0;
        for (int i = 0; i < distinct; i++) {
            int page = page(sorted[i]);
            if (count == 0 || pages[count - 1] != page) {
                pages[count++] = page;
            }
        }
        return pages;
    }

    private static long key(int page, int row) {
        return (long) page << Integer.SIZE | row;
    }

    private static int page(long key) {
        return (int) (key >>> Integer.SIZE);
    }

    private static int removeDuplicates(long[] sorted) {
        int kept = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[kept++] = sorted[i];
            }
        }
        return kept;
    }

    @Override
    public void write(long address, FieldVector vector, LayoutTree tree, VectorLoader loader) {
        gatherer.write(address, vector, tree, loader);
    }
}
