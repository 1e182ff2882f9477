package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.ReadAhead;
import io.forwardstore.engine.WantedPages;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.LayoutTree;
import io.forwardstore.engine.internal.array.Selection;
import io.forwardstore.engine.internal.array.Sources;
import io.forwardstore.engine.internal.array.VectorLoader;

import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/// Fetches a column's rows from its pages.
///
/// Pages of a direct column are read by the table, with those of other columns, and gathered from as they are. Of any
/// other, and if the pages do not fit into memory together, each page is asked once for just the rows that are wanted,
/// in file order, and the answers are gathered into request order.
final class PageFetch implements ColumnFetch, WantedPages {
    /// How many pages a column hears of ahead: few enough that the first bytes of all stay in a core's cache.
    private static final int PAGES_AHEAD = 128;

    private final Column column;
    private final Gatherer gatherer;
    private final Sources sources = new Sources();
    private final Selection decoded = new Selection();
    private @Nullable PageGroups groups;

    /// @param gatherer a gatherer for the column's arrays
    PageFetch(Column column, Gatherer gatherer) {
        this.column = column;
        this.gatherer = gatherer;
    }

    @Override
    public @Nullable WantedPages wantedPages() {
        return column.isDirect() ? this : null;
    }

    @Override
    public void locate(FetchContext context) throws IOException {
        if (!column.isDirect()) {
            return;
        }
        PageGroups located = context.groupsOf(column.pages());
        if (groups != located) {
            groups = located;
        }
        sources.setCount(located.count());
    }

    @Override
    public Column column() {
        return column;
    }

    @Override
    public int[] pages() {
        return groups().pages();
    }

    @Override
    public int count() {
        return groups().count();
    }

    @Override
    public ArrayData[] arrays() {
        return sources.arrays();
    }

    private PageGroups groups() {
        return Objects.requireNonNull(groups);
    }

    @Override
    public boolean decodes() {
        return !column.isDirect();
    }

    @Override
    public void planMeasure(FetchContext context, ReadAhead.Plan plan) throws IOException {
        if (column.isDirect()) {
            gatherer.planMeasure(sources, groups().selection(), plan);
            return;
        }
        Set<FileRange> ranges = new LinkedHashSet<>();
        for (long row : context.rowIds()) {
            ranges.addAll(column.ranges(row, row + 1));
        }
        ranges.forEach(plan::add);
    }

    @Override
    public void planWrite(ReadAhead.Plan plan) {
        if (column.isDirect()) {
            gatherer.planWrite(plan);
        }
    }

    @Override
    public long measure(FetchContext context) throws IOException {
        if (column.isDirect() && !context.scope().isFrugal()) {
            return gatherer.measure(sources, groups().selection(), context.scope());
        }
        sources.clear();
        decode(context.groupsOf(column.pages()), context);
        return gatherer.measure(sources, decoded, context.scope());
    }

    private void decode(PageGroups located, FetchContext context) throws IOException {
        Selection wanted = located.selection();
        long[] keys = new long[wanted.runs()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(located.page(wanted.sources()[i]), wanted.starts()[i]);
        }
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        int distinct = removeDuplicates(sorted);
        int[] rows = new int[distinct];
        int[] sourceOf = new int[distinct];
        int[] firstOf = new int[located.count()];
        int[] pages = pagesOf(sorted, distinct, located.count());
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
