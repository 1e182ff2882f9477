package io.forwardstore;

import java.util.List;
import java.util.Objects;

/// What a scan reads and how it is cut into batches. Immutable; start from [#of] and refine: `ScanOptions.of("price",
/// "score").rows(1_000, 2_000).batchSize(512)`.
public final class ScanOptions {
    /// The most rows in a batch when no batch size was asked for.
    public static final int MAX_NATURAL_BATCH_ROWS = 65_536;

    private static final int NATURAL = 0;

    private final List<String> columns;
    private final long firstRow;
    private final long endRow;
    private final int batchSize;
    private final int parallelism;

    private ScanOptions(List<String> columns, long firstRow, long endRow, int batchSize, int parallelism) {
        this.columns = columns;
        this.firstRow = firstRow;
        this.endRow = endRow;
        this.batchSize = batchSize;
        this.parallelism = parallelism;
    }

    /// All rows of these columns, in that order.
    public static ScanOptions of(List<String> columns) {
        return new ScanOptions(List.copyOf(columns), 0, Long.MAX_VALUE, NATURAL, 1);
    }

    /// All rows of these columns, in that order.
    public static ScanOptions of(String... columns) {
        return of(List.of(columns));
    }

    /// These options over the rows `firstRow` (inclusive) to `endRow` (exclusive). An end past the table's is refused
    /// by the scan, but [Long#MAX_VALUE] stands for the table's end.
    ///
    /// @throws IllegalArgumentException unless `0 <= firstRow <= endRow`
    public ScanOptions rows(long firstRow, long endRow) {
        if (firstRow < 0 || endRow < firstRow) {
            throw new IllegalArgumentException(
                    "Invalid row range " + firstRow + " to " + endRow + ": expected 0 <= first row <= end row");
        }
        return new ScanOptions(columns, firstRow, endRow, batchSize, parallelism);
    }

    /// These options with batches of exactly `rows` rows, the last one excepted, wherever the file's own blocks end.
    ///
    /// Without it batches are natural: none spans two blocks or exceeds [#MAX_NATURAL_BATCH_ROWS] rows, which lets a
    /// store share its memory instead of copying.
    ///
    /// @throws IllegalArgumentException unless `rows > 0`
    public ScanOptions batchSize(int rows) {
        if (rows <= 0) {
            throw new IllegalArgumentException("Invalid batch size " + rows + ": expected at least 1 row");
        }
        return new ScanOptions(columns, firstRow, endRow, rows, parallelism);
    }

    /// These options with up to `threads` threads decoding; the caller's own counts as one. Results do not change.
    ///
    /// @throws IllegalArgumentException unless `threads > 0`
    public ScanOptions parallelism(int threads) {
        if (threads <= 0) {
            throw new IllegalArgumentException("Invalid parallelism " + threads + ": expected at least 1 thread");
        }
        return new ScanOptions(columns, firstRow, endRow, batchSize, threads);
    }

    /// The columns, in the order asked for.
    public List<String> columns() {
        return columns;
    }

    /// The first row.
    public long firstRow() {
        return firstRow;
    }

    /// The row after the last one; [Long#MAX_VALUE] stands for the table's end.
    public long endRow() {
        return endRow;
    }

    /// True if batches are to follow the file's blocks.
    public boolean hasNaturalBatches() {
        return batchSize == NATURAL;
    }

    /// The most rows in a batch.
    public int maxBatchRows() {
        return hasNaturalBatches() ? MAX_NATURAL_BATCH_ROWS : batchSize;
    }

    /// The most threads that decode.
    public int parallelism() {
        return parallelism;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScanOptions that
                && columns.equals(that.columns)
                && firstRow == that.firstRow
                && endRow == that.endRow
                && batchSize == that.batchSize
                && parallelism == that.parallelism;
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, firstRow, endRow, batchSize, parallelism);
    }

    @Override
    public String toString() {
        return "ScanOptions[columns="
                + columns
                + ", rows="
                + firstRow
                + ".."
                + (endRow == Long.MAX_VALUE ? "end" : Long.toString(endRow))
                + ", batchSize="
                + (hasNaturalBatches() ? "natural" : Integer.toString(batchSize))
                + ", parallelism="
                + parallelism
                + "]";
    }
}
