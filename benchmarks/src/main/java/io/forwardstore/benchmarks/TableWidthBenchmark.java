package io.forwardstore.benchmarks;

import org.openjdk.jmh.annotations.Param;

/// What 100 random rows cost as more columns of a table of 1,000 are asked for.
public class TableWidthBenchmark extends NumberTableBenchmark {
    private static final int ROWS = 20_000;
    private static final int ALL_COLUMNS = 1_000;

    /// The columns asked for.
    @Param({"4", "16", "64", "256", "1000"})
    public int columns;

    @Override
    NumberTable table() {
        return new NumberTable(ROWS, ALL_COLUMNS);
    }

    @Override
    int askedColumns() {
        return columns;
    }
}
