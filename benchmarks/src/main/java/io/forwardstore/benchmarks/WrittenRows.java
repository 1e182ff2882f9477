package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;

import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/// The gate of benchmarks that write: nothing is timed that is not right.
final class WrittenRows {
    private static final int CHECKED_ROWS = 1_000;

    private WrittenRows() {}

    /// That a store has all rows of the table, by a sample of them.
    static void check(ForwardStore store) throws IOException {
        if (store.rowCount() < BenchmarkTable.ROWS) {
            throw new IllegalStateException("The store has " + store.rowCount() + " rows");
        }
        long[] rows = new SplittableRandom(3).longs(CHECKED_ROWS, 0, BenchmarkTable.ROWS).toArray();
        rows[0] = BenchmarkTable.ROWS - 1L;
        try (VectorSchemaRoot answer = store.fetch(List.of("id", "title", "price"), rows)) {
            for (int i = 0; i < rows.length; i++) {
                if (((BigIntVector) answer.getVector(0)).get(i) != rows[i]
                        || !BenchmarkTable.VALUES.title(rows[i]).equals(answer.getVector(1).getObject(i).toString())
                        || ((Float8Vector) answer.getVector(2)).get(i) != BenchmarkTable.VALUES.price(rows[i])) {
                    throw new IllegalStateException("Row " + rows[i] + " is not what was written");
                }
            }
        }
    }
}
