package io.forwardstore.engine.internal.array.build;

import java.io.IOException;
import java.util.function.LongPredicate;

/// Finds the runs of rows that a filter keeps.
public final class RowRuns {
    private RowRuns() {}

    /// Takes runs of rows.
    @FunctionalInterface
    public interface Sink {
        /// Takes the rows `from` to `from + count` of a batch.
        void accept(int from, int count) throws IOException;
    }

    /// Gives `sink` each longest run of kept rows of a batch.
    ///
    /// @param firstRow the number of the batch's first row, as the filter knows it
    public static void forEach(long firstRow, int rowCount, LongPredicate keep, Sink sink) throws IOException {
        int start = 0;
        for (int row = 0; row < rowCount; row++) {
            if (!keep.test(firstRow + row)) {
                if (row > start) {
                    sink.accept(start, row - start);
                }
                start = row + 1;
            }
        }
        if (rowCount > start) {
            sink.accept(start, rowCount - start);
        }
    }
}
