package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.Column;
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
import java.util.Objects;

/// Fetches a column's rows from its pages.
///
/// Pages of a direct column are read by the table, with those of other columns, and gathered from as they are. Of any
/// other, and if the pages do not fit into memory together, each page is asked once for just the rows that are wanted,
/// in file order, and the answers are gathered into request order.
final class PageFetch implements ColumnFetch, WantedPages {
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
    public @Nullable WantedPages locate(FetchContext context) throws IOException {
        if (!column.isDirect()) {
            return null;
        }
        PageGroups located = context.groupsOf(column.pages());
        if (groups != located) {
            groups = located;
        }
        sources.setCount(located.count());
        return this;
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
    public void planMeasure(ReadAhead.Plan plan) {
        if (column.isDirect()) {
            gatherer.planMeasure(sources, groups().selection(), plan);
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
        int from = 0;
        while (from < distinct) {
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
