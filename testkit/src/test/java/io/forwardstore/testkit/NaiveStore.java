package io.forwardstore.testkit;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StoreStats;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.ReferenceTable;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A store that keeps every rule in the plainest way.
class NaiveStore implements ForwardStore {
    final Path file;
    final BufferAllocator allocator;
    private final Schema schema;
    private final AtomicLong fetches = new AtomicLong();
    private final AtomicLong rowsFetched = new AtomicLong();
    private final AtomicLong batchesScanned = new AtomicLong();
    private final AtomicLong rowsScanned = new AtomicLong();
    private final AtomicLong bytesCopied = new AtomicLong();
    private volatile Dataset dataset;
    private volatile boolean closed;

    NaiveStore(Path file, Dataset dataset, BufferAllocator allocator) {
        this.file = file;
        this.dataset = dataset;
        this.schema = dataset.schema();
        this.allocator = allocator;
    }

    Dataset dataset() {
        return dataset;
    }

    void replace(Dataset rows) {
        dataset = rows;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("[" + file + "] Cannot read: the store is closed");
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Schema physicalSchema() {
        requireOpen();
        return schema;
    }

    @Override
    public long rowCount() {
        requireOpen();
        return dataset.rowCount();
    }

    @Override
    public VectorSchemaRoot fetch(List<String> columns, long[] rowIds) throws IOException {
        requireOpen();
        Dataset rows = dataset;
        requireColumns(rows, columns);
        for (long row : rowIds) {
            requireRow(rows, row);
        }
        VectorSchemaRoot answer = new ReferenceTable(rows).fetch(columns, rowIds, allocator);
        fetches.incrementAndGet();
        rowsFetched.addAndGet(rowIds.length);
        count(answer);
        return answer;
    }

    private void count(VectorSchemaRoot answer) {
        answer.getFieldVectors().forEach(vector -> bytesCopied.addAndGet(vector.getBufferSize()));
    }

    void requireColumns(Dataset rows, List<String> columns) {
        ReferenceTable table = new ReferenceTable(rows);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("[" + file + "] Cannot read no columns");
        }
        for (String column : columns) {
            if (!table.has(column)) {
                throw new IllegalArgumentException("[" + file + "] Unknown column '" + column + "'");
            }
        }
    }

    void requireRow(Dataset rows, long row) {
        if (row < 0 || row >= rows.rowCount()) {
            throw new IndexOutOfBoundsException(
                    "[" + file + "] Cannot fetch row " + row + ": the store has " + rows.rowCount());
        }
    }

    @Override
    public ArrowReader scan(ScanOptions options) throws IOException {
        requireOpen();
        Dataset rows = dataset;
        requireColumns(rows, options.columns());
        long end = options.endRow() == Long.MAX_VALUE ? rows.rowCount() : options.endRow();
        if (options.firstRow() > rows.rowCount() || end > rows.rowCount()) {
            throw new IndexOutOfBoundsException(
                    "[" + file + "] Cannot scan to row " + end + ": the store has " + rows.rowCount());
        }
        return reader(rows, options, end);
    }

    ArrowReader reader(Dataset rows, ScanOptions options, long end) {
        return new NaiveReader(this, rows, options, end);
    }

    void countBatch(VectorSchemaRoot batch) {
        batchesScanned.incrementAndGet();
        rowsScanned.addAndGet(batch.getRowCount());
        count(batch);
    }

    @Override
    public int blockCount() {
        requireOpen();
        return dataset.blocks().size();
    }

    @Override
    public int blockOf(long rowId) {
        requireOpen();
        requireRow(dataset, rowId);
        return blockOf(dataset, rowId);
    }

    static int blockOf(Dataset rows, long rowId) {
        int block = 0;
        while (rows.firstRow(block + 1) <= rowId) {
            block++;
        }
        return block;
    }

    @Override
    public long blockFirstRow(int block) {
        requireOpen();
        if (block < 0 || block > dataset.blocks().size()) {
            throw new IndexOutOfBoundsException("[" + file + "] There is no block " + block);
        }
        return dataset.firstRow(block);
    }

    @Override
    public StoreStats stats() {
        requireOpen();
        return new StoreStats(
                fetches.get(),
                rowsFetched.get(),
                batchesScanned.get(),
                rowsScanned.get(),
                0,
                bytesCopied.get(),
                0,
                0,
                0);
    }

    @Override
    public void close() throws IOException {
        closed = true;
    }

    static long[] range(long first, long end) {
        long[] rows = new long[(int) (end - first)];
        Arrays.setAll(rows, i -> first + i);
        return rows;
    }
}
