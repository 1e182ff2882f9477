package io.forwardstore.engine.internal.parquet.write;

import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Where the pages of a column chunk lie and what their values' bounds are: its offset index, column index and
/// statistics (Parquet format, "Page Index").
///
/// **State.** The pages added. **Threads.** One at a time.
final class ChunkIndex {
    private static final byte[] NO_VALUE = {};

    private final ValueOrder order;
    private final List<Page> pages = new ArrayList<>();

    /// @param offsetBytes from the first data page of the chunk on
    /// @param bytes of the page with its header
    /// @param firstRow in the row group
    /// @param bounds null if there is no value that is ordered
    private record Page(
            long offsetBytes, int bytes, long firstRow, int valueCount, int nullCount, @Nullable ValueBounds bounds) {}

    ChunkIndex(ValueOrder order) {
        this.order = order;
    }

    void add(long offsetBytes, int bytes, long firstRow, int valueCount, int nullCount, @Nullable ValueBounds bounds) {
        pages.add(new Page(offsetBytes, bytes, firstRow, valueCount, nullCount, bounds));
    }

    void clear() {
        pages.clear();
    }

    /// @param start where in the file the first data page lies
    OffsetIndex offsetIndex(long start) {
        List<PageLocation> locations = new ArrayList<>(pages.size());
        for (Page page : pages) {
            locations.add(new PageLocation(start + page.offsetBytes, page.bytes, page.firstRow));
        }
        return new OffsetIndex(locations);
    }

    /// The column index, or null if a page has values without bounds: only NaN, or without an order.
    @Nullable ColumnIndex columnIndex() {
        List<Boolean> nullPages = new ArrayList<>(pages.size());
        List<ByteBuffer> minimums = new ArrayList<>(pages.size());
        List<ByteBuffer> maximums = new ArrayList<>(pages.size());
        List<Long> nullCounts = new ArrayList<>(pages.size());
        for (Page page : pages) {
            ValueBounds bounds = page.bounds;
            if (bounds == null && page.valueCount > 0) {
                return null;
            }
            nullPages.add(page.valueCount == 0);
            minimums.add(ByteBuffer.wrap(bounds == null ? NO_VALUE : bounds.minimum()));
            maximums.add(ByteBuffer.wrap(bounds == null ? NO_VALUE : bounds.maximum()));
            nullCounts.add((long) page.nullCount);
        }
        return new ColumnIndex(nullPages, minimums, maximums, boundaryOrder()).setNull_counts(nullCounts);
    }

    private BoundaryOrder boundaryOrder() {
        boolean ascends = true;
        boolean descends = true;
        ValueBounds previous = null;
        for (Page page : pages) {
            ValueBounds bounds = page.bounds;
            if (previous != null && bounds != null) {
                int minimums = ValueBounds.compare(order, previous.minimum(), bounds.minimum());
                int maximums = ValueBounds.compare(order, previous.maximum(), bounds.maximum());
                ascends &= minimums <= 0 && maximums <= 0;
                descends &= minimums >= 0 && maximums >= 0;
            }
            previous = bounds == null ? previous : bounds;
        }
        if (ascends) {
            return BoundaryOrder.ASCENDING;
        }
        return descends ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
    }

    /// The statistics of the whole chunk.
    Statistics statistics() {
        long nulls = 0;
        ValueBounds all = null;
        for (Page page : pages) {
            nulls += page.nullCount;
            ValueBounds bounds = page.bounds;
            if (bounds != null) {
                all = all == null ? bounds : ValueBounds.union(order, all, bounds);
            }
        }
        Statistics statistics = new Statistics().setNull_count(nulls);
        if (all != null) {
            statistics.setMin_value(all.minimum()).setMax_value(all.maximum());
            statistics.setIs_min_value_exact(all.isMinimumExact());
            statistics.setIs_max_value_exact(all.isMaximumExact());
        }
        return statistics;
    }
}
