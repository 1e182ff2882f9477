package io.forwardstore.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

import java.io.IOException;

/// What 100 random rows of two columns, and a fresh open, cost as the table grows.
public class TableSizeBenchmark extends NumberTableBenchmark {
    private static final int COLUMNS = 2;

    /// The rows of the table.
    @Param({"10000", "100000", "1000000", "10000000"})
    public long rows;

    @Override
    NumberTable table() {
        return new NumberTable(rows, COLUMNS);
    }

    @Override
    int askedColumns() {
        return COLUMNS;
    }

    /// A fresh open, one row, close.
    @Benchmark
    public double open1() throws IOException {
        return fetchOneFromAFreshStore();
    }
}
