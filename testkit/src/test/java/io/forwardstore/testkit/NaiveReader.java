package io.forwardstore.testkit;

import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.ReferenceTable;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;

/// A scan of a naive store.
final class NaiveReader extends ArrowReader {
    private final NaiveStore store;
    private final Dataset rows;
    private final ScanOptions options;
    private final long end;
    private long next;

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
        long limit = Math.min(end, next + options.maxBatchRows());
        if (options.hasNaturalBatches()) {
            limit = Math.min(limit, rows.firstRow(NaiveStore.blockOf(rows, next) + 1));
        }
        new ReferenceTable(rows).load(root, NaiveStore.range(next, limit), allocator);
        next = limit;
        store.countBatch(root);
        return true;
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
