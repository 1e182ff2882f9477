package io.forwardstore.engine.internal.parquet;

import java.io.IOException;
import java.util.Objects;

/// Walks over ascending rows as runs of consecutive ones.
final class RowRuns {
    private RowRuns() {}

    /// Takes a run.
    @FunctionalInterface
    interface Visitor {
        void run(int firstRow, int count) throws IOException;
    }

    /// @param rows strictly ascending between `from` and `from + count`
    /// @param rowCount rows that there are
    static void forEach(int[] rows, int from, int count, long rowCount, Visitor visitor) throws IOException {
        int end = from + count;
        int at = from;
        while (at < end) {
            int first = rows[at];
            int next = at + 1;
            while (next < end && rows[next] == first + (next - at)) {
                next++;
            }
            Objects.checkFromIndexSize((long) first, next - at, rowCount);
            visitor.run(first, next - at);
            at = next;
        }
    }
}
