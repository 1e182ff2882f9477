package io.forwardstore.testkit;

import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.ReferenceTable;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;

/// A scan of a naive store.
class NaiveReader extends ArrowReader {
    final NaiveStore store;
    final Dataset rows;
    final ScanOptions options;
    final long end;
    long next;

    NaiveReader(NaiveStore store, Dataset rows, ScanOptions options, long end) {
        super(store.allocator);
        this.store = store;
        this.rows = rows;
        this.options = options;
        this.end = end;
        this.next = options.firstRow();
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        VectorSchemaRoot root = getVectorSchemaRoot();
        root.clear();
        if (next >= end) {
            return false;
        }
        long batchEnd = batchEnd();
        load(root, next, batchEnd);
        next = batchEnd;
        store.countBatch(root);
        return true;
    }

    /// The row after the last one of the next batch.
    long batchEnd() {
        long limit = Math.min(end, next + options.maxBatchRows());
        return options.hasNaturalBatches() ? Math.min(limit, rows.firstRow(NaiveStore.blockOf(rows, next) + 1)) : limit;
    }

    /// Loads a batch of these rows.
    void load(VectorSchemaRoot root, long from, long to) {
        new ReferenceTable(rows).load(root, NaiveStore.range(from, to), allocator);
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {}

    @Override
    protected Schema readSchema() {
        return new ReferenceTable(rows).schema(options.columns());
    }
}
