package io.forwardstore.cli;

import io.forwardstore.ForwardStore;
import io.forwardstore.engine.internal.sample.SampleTable;

import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;

/// What a scan of prices and scores comes to. Rows are added in order, so that equal tables give equal sums to the bit.
///
/// @param rows rows scanned
/// @param priceSum the sum of all prices
/// @param scores scores that are not null
/// @param scoreSum their sum
record DemoTotals(long rows, double priceSum, long scores, double scoreSum) {
    /// The totals of the values that a table was made from.
    static DemoTotals expected(DemoTable table) {
        SampleTable sample = table.sample();
        double priceSum = 0;
        long scores = 0;
        double scoreSum = 0;
        for (long row = 0; row < table.rowCount(); row++) {
            priceSum += sample.price(row);
            if (sample.hasScore(row)) {
                scores++;
                scoreSum += sample.score(row);
            }
        }
        return new DemoTotals(table.rowCount(), priceSum, scores, scoreSum);
    }

    /// The totals of a store's columns.
    static DemoTotals scanned(ForwardStore store) throws IOException {
        DemoTotals totals = new DemoTotals(0, 0, 0, 0);
        try (ArrowReader batches = store.scan(DemoQuestion.SCANNED)) {
            while (batches.loadNextBatch()) {
                totals = totals.plus(batches.getVectorSchemaRoot());
            }
        }
        return totals;
    }

    private DemoTotals plus(VectorSchemaRoot batch) {
        Float8Vector price = (Float8Vector) batch.getVector(0);
        Float4Vector score = (Float4Vector) batch.getVector(1);
        int count = batch.getRowCount();
        double prices = priceSum;
        long scoreCount = scores;
        double scoreTotal = scoreSum;
        for (int row = 0; row < count; row++) {
            prices += price.get(row);
            if (!score.isNull(row)) {
                scoreCount++;
                scoreTotal += score.get(row);
            }
        }
        return new DemoTotals(rows + count, prices, scoreCount, scoreTotal);
    }
}
