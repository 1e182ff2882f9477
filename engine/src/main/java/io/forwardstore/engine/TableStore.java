package io.forwardstore.engine;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StoreStats;
import io.forwardstore.engine.internal.store.StoreReads;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.util.List;

/// A read-only forward store over a [TableFile]: all of fetch and scan, for any backend.
///
/// **State, threads, failure.** As [ForwardStore] says.
///
/// **Ownership.** Owns the table from the constructor on; it is closed when the store is and the last result that
/// shares its memory is released.
public final class TableStore implements ForwardStore {
    private final TableFile table;
    private final StoreReads reads;

    /// @param table the table to serve; owned from here on
    /// @param allocator what results are allocated from
    public TableStore(TableFile table, BufferAllocator allocator) {
        this.table = table;
        this.reads = new StoreReads(table, allocator);
    }

    @Override
    public Schema physicalSchema() {
        reads.requireOpen();
        return table.schema();
    }

    @Override
    public long rowCount() {
        reads.requireOpen();
        return table.blocks().rowCount();
    }

    @Override
    public VectorSchemaRoot fetch(List<String> columns, long[] rowIds) throws IOException {
        return reads.fetch(columns, rowIds);
    }

    @Override
    public ArrowReader scan(ScanOptions options) throws IOException {
        return reads.scan(options);
    }

    /// Where in the file some rows lie; see [Column#ranges].
    ///
    /// @param columns names; none stands for all columns
    /// @param firstRow the first row
    /// @param endRow the row after the last one; [Long#MAX_VALUE] stands for the table's end
    public List<FileRange> ranges(List<String> columns, long firstRow, long endRow) throws IOException {
        return reads.ranges(columns, firstRow, endRow);
    }

    @Override
    public int blockCount() {
        reads.requireOpen();
        return table.blocks().count();
    }

    @Override
    public int blockOf(long rowId) {
        reads.requireOpen();
        reads.requireRow(rowId);
        return table.blocks().pageOf(rowId);
    }

    @Override
    public long blockFirstRow(int block) {
        reads.requireOpen();
        if (block < 0 || block > table.blocks().count()) {
            throw new IndexOutOfBoundsException(
                    "["
                            + table.name()
                            + "] Cannot find block "
                            + block
                            + ": the store has "
                            + table.blocks().count()
                            + " blocks");
        }
        return table.blocks().firstRow(block);
    }

    @Override
    public StoreStats stats() {
        return reads.stats();
    }

    @Override
    public void close() throws IOException {
        reads.close();
    }

    @Override
    public String toString() {
        return "[" + table.name() + "]";
    }
}
