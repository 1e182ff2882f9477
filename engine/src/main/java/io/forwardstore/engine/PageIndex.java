package io.forwardstore.engine;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Where runs of rows begin: the pages of a column, or the blocks of a table.
///
/// Immutable. Empty runs are allowed; a row belongs to the last run that begins at or before it.
public final class PageIndex {
    private final long @Nullable [] firstRows;
    private final int count;
    private final long rowCount;
    private final long uniformRows;
    private final int uniformShift;

    /// Where runs differ: the run of the first row of each stretch of `1 << stretchShift` rows, and the last run. A
    /// stretch is about as long as a run, so that few runs are left to look at.
    private final int @Nullable [] runOfStretch;

    private final int stretchShift;

    private PageIndex(long @Nullable [] firstRows, int count, long rowCount, long uniformRows) {
        this.firstRows = firstRows;
        this.count = count;
        this.rowCount = rowCount;
        this.uniformRows = uniformRows;
        this.uniformShift = Long.bitCount(uniformRows) == 1 ? Long.numberOfTrailingZeros(uniformRows) : -1;
        if (firstRows == null || uniformRows > 0) {
            this.stretchShift = 0;
            this.runOfStretch = null;
        } else {
            this.stretchShift = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, rowCount / count));
            this.runOfStretch = runsOfStretches(firstRows, count, rowCount, stretchShift);
        }
    }

    private static int[] runsOfStretches(long[] firstRows, int count, long rowCount, int shift) {
        int stretches = (int) (rowCount >>> shift) + 1;
        int[] runs = new int[stretches + 1];
        int run = 0;
        for (int stretch = 0; stretch < stretches; stretch++) {
            while (run + 1 < count && firstRows[run + 1] <= (long) stretch << shift) {
                run++;
            }
            runs[stretch] = run;
        }
        runs[stretches] = count - 1;
        return runs;
    }

    /// Runs of so many rows each, the last one excepted. Costs the same whatever the number of runs.
    ///
    /// @param runRows rows in every run but the last, from 1
    /// @param rowCount the number of rows
    public static PageIndex uniform(int runRows, long rowCount) {
        if (runRows < 1 || rowCount < 0) {
            throw new IllegalArgumentException(
                    "Invalid page index: runs of " + runRows + " rows, " + rowCount + " rows in all");
        }
        return new PageIndex(null, Math.toIntExact(Math.ceilDiv(rowCount, (long) runRows)), rowCount, runRows);
    }

    /// @param firstRows the first row of each run, ascending from 0, and as its last element the number of rows
    public static PageIndex of(long[] firstRows) {
        if (firstRows.length == 0 || firstRows[0] != 0) {
            throw new IllegalArgumentException("Invalid page index: expected the first run to begin at row 0");
        }
        for (int i = 1; i < firstRows.length; i++) {
            if (firstRows[i] < firstRows[i - 1]) {
                throw new IllegalArgumentException("Invalid page index: run " + i + " begins before the one before it");
            }
        }
        long[] copy = firstRows.clone();
        long rowCount = copy[copy.length - 1];
        return new PageIndex(copy, copy.length - 1, rowCount, uniformRows(copy, rowCount));
    }

    /// Rows in every run but the last, or 0 if they differ.
    private static long uniformRows(long[] firstRows, long rowCount) {
        int runs = firstRows.length - 1;
        if (runs <= 1) {
            return Math.max(1, rowCount);
        }
        long rows = firstRows[1];
        for (int run = 1; run < runs; run++) {
            if (firstRows[run] != run * rows) {
                return 0;
            }
        }
        return rowCount - firstRows[runs - 1] <= rows ? rows : 0;
    }

    /// The number of runs.
    public int count() {
        return count;
    }

    /// The number of rows in all runs.
    public long rowCount() {
        return rowCount;
    }

    /// The run that holds a row.
    ///
    /// @throws IndexOutOfBoundsException if there is no such row
    public int pageOf(long row) {
        Objects.checkIndex(row, rowCount);
        if (uniformShift >= 0) {
            return (int) (row >>> uniformShift);
        }
        if (uniformRows > 0) {
            return (int) (row / uniformRows);
        }
        long[] firsts = Objects.requireNonNull(firstRows);
        int[] runs = Objects.requireNonNull(runOfStretch);
        int stretch = (int) (row >>> stretchShift);
        int first = runs[stretch];
        int last = runs[stretch + 1];
        while (first < last) {
            int middle = (first + last + 1) >>> 1;
            if (firsts[middle] <= row) {
                first = middle;
            } else {
                last = middle - 1;
            }
        }
        return first;
    }

    /// The first row of a run; for `run == count()` the number of rows.
    public long firstRow(int run) {
        return firstRows != null ? firstRows[run] : Math.min(run * uniformRows, rowCount);
    }

    /// The number of rows in a run.
    public long rowsIn(int run) {
        return firstRow(run + 1) - firstRow(run);
    }

    /// True if both cut the same rows alike.
    public boolean isSameAs(PageIndex other) {
        if (this == other) {
            return true;
        }
        if (count != other.count || rowCount != other.rowCount) {
            return false;
        }
        if (uniformRows > 0 && uniformRows == other.uniformRows) {
            return true;
        }
        for (int run = 0; run < count; run++) {
            if (firstRow(run) != other.firstRow(run)) {
                return false;
            }
        }
        return true;
    }
}
