package io.forwardstore.mmap;

import java.util.List;

/// What a warm-up brings into memory, and how. Immutable; start from [#all] and refine:
/// `WarmupOptions.all().columns("price", "score").rows(0, 1_000_000)`.
public final class WarmupOptions {
    private static final int MAX_DEFAULT_PARALLELISM = 4;

    private static final WarmupOptions ALL =
            new WarmupOptions(
                    List.of(),
                    0,
                    Long.MAX_VALUE,
                    Math.min(MAX_DEFAULT_PARALLELISM, Runtime.getRuntime().availableProcessors()),
                    (_, _) -> {});

    private final List<String> columns;
    private final long firstRow;
    private final long endRow;
    private final int parallelism;
    private final WarmupProgress progress;

    private WarmupOptions(List<String> columns, long firstRow, long endRow, int parallelism, WarmupProgress progress) {
        this.columns = columns;
        this.firstRow = firstRow;
        this.endRow = endRow;
        this.parallelism = parallelism;
        this.progress = progress;
    }

    /// The whole file, by at most four threads.
    public static WarmupOptions all() {
        return ALL;
    }

    /// These options for some columns; for none, the whole table.
    public WarmupOptions columns(List<String> columns) {
        return new WarmupOptions(List.copyOf(columns), firstRow, endRow, parallelism, progress);
    }

    /// These options for some columns; for none, the whole table.
    public WarmupOptions columns(String... columns) {
        return columns(List.of(columns));
    }

    /// These options for the rows `firstRow` (inclusive) to `endRow` (exclusive), and those that share a page with
    /// them; [Long#MAX_VALUE] stands for the table's end.
    ///
    /// @throws IllegalArgumentException unless `0 <= firstRow <= endRow`
    public WarmupOptions rows(long firstRow, long endRow) {
        if (firstRow < 0 || endRow < firstRow) {
            throw new IllegalArgumentException(
                    "Invalid row range " + firstRow + " to " + endRow + ": expected 0 <= first row <= end row");
        }
        return new WarmupOptions(columns, firstRow, endRow, parallelism, progress);
    }

    /// These options with so many threads at most; the caller's own counts as one.
    ///
    /// @throws IllegalArgumentException unless `threads > 0`
    public WarmupOptions parallelism(int threads) {
        if (threads <= 0) {
            throw new IllegalArgumentException("Invalid parallelism " + threads + ": expected at least 1 thread");
        }
        return new WarmupOptions(columns, firstRow, endRow, threads, progress);
    }

    /// These options with somebody to tell how far the warm-up is.
    public WarmupOptions onProgress(WarmupProgress progress) {
        return new WarmupOptions(columns, firstRow, endRow, parallelism, progress);
    }

    /// The columns; none stands for all.
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

    /// The most threads.
    public int parallelism() {
        return parallelism;
    }

    /// Who is told how far the warm-up is.
    public WarmupProgress progress() {
        return progress;
    }

    /// True if every byte of the file is wanted.
    boolean isWholeFile() {
        return columns.isEmpty() && firstRow == 0 && endRow == Long.MAX_VALUE;
    }
}
