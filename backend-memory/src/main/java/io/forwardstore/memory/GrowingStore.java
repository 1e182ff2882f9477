package io.forwardstore.memory;

import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.StoreStats;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.growing.GrowingFile;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// A table in memory that grows and is flushed to a file.
///
/// **State.** As [WritableForwardStore] says. Full for good once a call was refused for a limit, or nothing is left of
/// one. Closing flushes what is not in the file yet; if that fails the store stays open, so that nothing is lost, and
/// closing may be tried again.
///
/// **Threads.** Readers go to the [TableStore] and take no lock. Writers and flushes share one lock.
///
/// **Ownership.** Owns the table and the log.
final class GrowingStore implements WritableForwardStore {
    private final String file;
    private final GrowingTable table;
    private final RowAppender appender;
    private final TableStore reads;
    private final RowLog log;
    private final BufferAllocator allocator;
    private final GrowingFile written;
    private final long rowLimit;
    private final BatchColumns batchColumns;
    private final RowEncoder rowEncoder;
    private final ReentrantLock lock = new ReentrantLock();
    private long stagedRows;
    private boolean isDirty;
    private volatile boolean isFull;
    private volatile boolean isClosed;

    /// @param table the rows
    /// @param reads reads of the table, which it owns; owned by this store
    /// @param written the table's file
    /// @param log keeps rows that are added from now on; owned by this store
    /// @param isDirty true if the file is not what the table is
    GrowingStore(
            GrowingTable table,
            TableStore reads,
            GrowingFile written,
            RowLog log,
            boolean isDirty,
            StorageOptions options) {
        this.file = table.name();
        this.table = table;
        this.reads = reads;
        this.written = written;
        this.appender = table.appender();
        this.log = log;
        this.isDirty = isDirty;
        this.allocator = options.allocator();
        long limit = options.get(MemoryOptions.ROW_LIMIT);
        this.rowLimit = limit == 0 ? Long.MAX_VALUE : limit;
        this.batchColumns = new BatchColumns(table.schema());
        this.rowEncoder = new RowEncoder(table.schema());
    }

    @Override
    public void append(VectorSchemaRoot rows) throws IOException {
        add(() -> stage(batchColumns.of(rows, BatchColumns::readPlain), rows.getRowCount()));
    }

    @Override
    public void append(ArrowReader reader) throws IOException {
        add(() -> {
            while (reader.loadNextBatch()) {
                VectorSchemaRoot batch = reader.getVectorSchemaRoot();
                try (PageScope scope = new AllocatorScope(allocator)) {
                    stage(batchColumns.of(batch, new DictionaryDecoder(reader, scope)), batch.getRowCount());
                }
            }
        });
    }

    @Override
    public void insert(Map<String, ? extends @Nullable Object> row) throws IOException {
        add(() -> {
            try (PageScope scope = new AllocatorScope(allocator)) {
                stage(rowEncoder.encode(row, scope), 1);
            }
        });
    }

    private interface Staging {
        void run() throws IOException;
    }

    private void add(Staging staging) throws IOException {
        lock.lock();
        try {
            requireOpen("add rows");
            requireRoom(1);
            stagedRows = 0;
            try {
                staging.run();
                if (stagedRows == 0) {
                    return;
                }
                log.commit();
            } catch (MemoryLimitException e) {
                rollBack();
                isFull = true;
                throw new IllegalStateException("[" + file + "] Cannot add rows: " + e.getMessage(), e);
            } catch (IllegalArgumentException | IndexOutOfBoundsException | MalformedPageException e) {
                rollBack();
                throw new IllegalArgumentException("[" + file + "] Cannot add rows: " + e.getMessage(), e);
            } catch (Throwable e) {
                rollBack();
                throw e;
            }
            appender.publish();
            isDirty = true;
            isFull = table.blocks().rowCount() >= rowLimit || appender.isExhausted();
        } finally {
            lock.unlock();
        }
    }

    private void stage(List<ArrayData> columns, int rows) throws IOException {
        if (rows == 0) {
            return;
        }
        requireRoom(stagedRows + rows);
        long firstRow = table.blocks().rowCount() + stagedRows;
        stagedRows += rows;
        appender.stage(columns, 0, rows);
        log.append(columns, rows, firstRow);
    }

    private void requireRoom(long rows) {
        long present = table.blocks().rowCount();
        if (isFull || rows > rowLimit - present) {
            throw new IllegalStateException(
                    "["
                            + file
                            + "] Cannot add "
                            + rows
                            + " rows: the table has "
                            + present
                            + " rows and is limited by "
                            + MemoryOptions.ROW_LIMIT
                            + " or "
                            + MemoryOptions.BYTE_LIMIT);
        }
    }

    private void rollBack() {
        if (stagedRows > 0) {
            appender.rollBack();
            log.rollBack();
        }
    }

    @Override
    public void flush() throws IOException {
        lock.lock();
        try {
            requireOpen("flush");
            long rowCount = table.blocks().rowCount();
            if (isDirty || !written.isWritten(rowCount)) {
                write();
            }
            log.retire(rowCount);
        } finally {
            lock.unlock();
        }
    }

    private void write() throws IOException {
        written.write(reads);
        isDirty = false;
    }

    @Override
    public boolean isFull() {
        requireOpen("look");
        return isFull;
    }

    private void requireOpen(String action) {
        if (isClosed) {
            throw new IllegalStateException("[" + file + "] Cannot " + action + ": the store is closed");
        }
    }

    @Override
    public Schema physicalSchema() {
        return reads.physicalSchema();
    }

    @Override
    public long rowCount() {
        return reads.rowCount();
    }

    @Override
    public VectorSchemaRoot fetch(List<String> columns, long[] rowIds) throws IOException {
        return reads.fetch(columns, rowIds);
    }

    @Override
    public ArrowReader scan(ScanOptions options) throws IOException {
        return reads.scan(options);
    }

    @Override
    public int blockCount() {
        return reads.blockCount();
    }

    @Override
    public int blockOf(long rowId) {
        return reads.blockOf(rowId);
    }

    @Override
    public long blockFirstRow(int block) {
        return reads.blockFirstRow(block);
    }

    @Override
    public StoreStats stats() {
        return reads.stats();
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            if (isDirty) {
                write();
            }
            log.discard();
            isClosed = true;
            reads.close();
        } finally {
            lock.unlock();
        }
    }

    /// Closes the store and leaves the file and the log as they are.
    void closeWithoutFlush() throws IOException {
        lock.lock();
        try {
            isClosed = true;
            log.close();
            reads.close();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "[" + file + "]";
    }
}
