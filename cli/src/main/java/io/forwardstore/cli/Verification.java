package io.forwardstore.cli;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.cli.internal.terminal.Progress;
import io.forwardstore.cli.internal.value.DiscardingSink;
import io.forwardstore.cli.internal.value.ValueReader;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads columns of a store to the last value, block by block, so that one that is broken does not hide the others.
///
/// One thread at a time.
final class Verification {
    private final ForwardStore store;
    private final List<Problem> problems = new ArrayList<>();
    private long valuesRead;

    Verification(ForwardStore store) {
        this.store = store;
    }

    /// Rows that cannot be read.
    ///
    /// @param column the column
    /// @param firstRow the first row of the block
    /// @param endRow the row after its last one
    /// @param reason what the store said
    record Problem(String column, long firstRow, long endRow, String reason) {}

    /// What was found so far.
    List<Problem> problems() {
        return problems;
    }

    /// Reads all values of a column.
    void read(String column, Progress progress) {
        for (int block = 0; block < store.blockCount(); block++) {
            long first = store.blockFirstRow(block);
            long end = store.blockFirstRow(block + 1);
            try {
                read(ScanOptions.of(column).rows(first, end));
            } catch (IOException | RuntimeException e) { // a column that cannot be asked for is as broken as its bytes
                problems.add(new Problem(column, first, end, String.valueOf(e.getMessage())));
            }
            valuesRead += end - first;
            progress.at(valuesRead);
        }
    }

    private void read(ScanOptions options) throws IOException {
        try (ArrowReader batches = store.scan(options)) {
            while (batches.loadNextBatch()) {
                VectorSchemaRoot batch = batches.getVectorSchemaRoot();
                ValueReader values = ValueReader.of(batch.getSchema().getFields().getFirst(), batch.getVector(0));
                for (int row = 0; row < batch.getRowCount(); row++) {
                    values.read(row, DiscardingSink.INSTANCE);
                }
            }
        }
    }
}
