package io.forwardstore.engine.internal.store;

import io.forwardstore.ScanOptions;
import io.forwardstore.StoreStats;
import io.forwardstore.engine.Column;
import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.internal.event.FetchEvent;
import io.forwardstore.engine.internal.memory.Lease;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Fetches and scans of one table, and its life.
public final class StoreReads implements AutoCloseable {
    private static final int MAX_PROJECTIONS = 256;

    private final TableFile table;
    private final BufferAllocator allocator;
    private final ColumnResolver resolver;
    private final Lease lifetime;
    private final ReadEdge edge;
    private final SlabPool slabs;
    private final ChunkRecycler recycler;
    private final StoreCounters counters = new StoreCounters();
    private final Map<List<String>, Projection> projections = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param table the table to read; closed when the last reference is dropped
    /// @param allocator what results are allocated from
    public StoreReads(TableFile table, BufferAllocator allocator) {
        this.table = table;
        this.allocator = allocator;
        this.resolver = new ColumnResolver(table);
        this.lifetime = new Lease(allocator, 0, this::closeTable);
        this.edge = new ReadEdge(table.name(), lifetime);
        this.slabs = new SlabPool(allocator);
        this.recycler = new ChunkRecycler(allocator);
    }

    /// As [io.forwardstore.ForwardStore#fetch].
    public VectorSchemaRoot fetch(List<String> columns, long[] rowIds) throws IOException {
        Projection projection = projection(columns);
        for (long rowId : rowIds) {
            requireRow(rowId);
        }
        retain();
        try {
            FetchEvent event = FetchEvent.start();
            Fetch fetch = projection.take();
            VectorSchemaRoot result = edge.call(() -> fetch.run(rowIds, slabs, counters));
            if (event != null) {
                event.finish(table.name(), columns.size(), rowIds.length, fetch.resultBytes());
            }
            projection.giveBack(fetch);
            return result;
        } finally {
            lifetime.release();
        }
    }

    /// As [io.forwardstore.ForwardStore#scan].
    public ArrowReader scan(ScanOptions options) throws IOException {
        Projection projection = projection(options.columns());
        requireRows("scan", options.firstRow(), options.endRow());
        retain();
        try {
            return edge.call(() -> {
                ScanReader reader = new ScanReader(table, edge, projection, options, allocator, recycler, counters);
                Memory.awaitFaults();
                return reader;
            });
        } catch (Throwable e) {
            lifetime.release();
            throw e;
        }
    }

    /// Where in the file some rows lie.
    ///
    /// @param columns names; none stands for all columns
    /// @param firstRow the first row
    /// @param endRow the row after the last one; [Long#MAX_VALUE] stands for the table's end
    /// @throws IndexOutOfBoundsException if the table has no such rows
    public List<FileRange> ranges(List<String> columns, long firstRow, long endRow) throws IOException {
        List<? extends @Nullable Column> resolved = columns.isEmpty() ? table.columns() : projection(columns).columns();
        requireOpen();
        long end = requireRows("locate", firstRow, endRow);
        retain();
        try {
            return edge.call(() -> {
                List<FileRange> ranges = new ArrayList<>();
                for (Column column : resolved) {
                    if (column != null && firstRow < end) {
                        ranges.addAll(column.ranges(firstRow, end));
                    }
                }
                Memory.awaitFaults();
                return ranges;
            });
        } finally {
            lifetime.release();
        }
    }

    private long requireRows(String what, long firstRow, long endRow) {
        long rowCount = table.blocks().rowCount();
        if (firstRow > rowCount || endRow != Long.MAX_VALUE && endRow > rowCount) {
            throw new IndexOutOfBoundsException(
                    "["
                            + table.name()
                            + "] Cannot "
                            + what
                            + " rows "
                            + firstRow
                            + " to "
                            + endRow
                            + ": the store has "
                            + rowCount
                            + " rows");
        }
        return Math.min(endRow, rowCount);
    }

    private void retain() {
        if (closed.get() || !lifetime.tryRetain()) {
            throw closedException();
        }
    }

    /// @throws IllegalStateException if the store is closed
    public void requireOpen() {
        if (closed.get()) {
            throw closedException();
        }
    }

    private IllegalStateException closedException() {
        return new IllegalStateException("[" + table.name() + "] Cannot read: the store is closed");
    }

    /// @throws IndexOutOfBoundsException if there is no such row
    public void requireRow(long rowId) {
        long rowCount = table.blocks().rowCount();
        if (rowId < 0 || rowId >= rowCount) {
            throw new IndexOutOfBoundsException(
                    "[" + table.name() + "] Cannot fetch row " + rowId + ": the store has " + rowCount + " rows");
        }
    }

    private Projection projection(List<String> columns) {
        requireOpen();
        Projection known = projections.get(columns);
        if (known != null) {
            return known;
        }
        List<String> names = List.copyOf(columns);
        Projection made =
                new Projection(resolver.resolve(names), table.schema().getCustomMetadata(), allocator, recycler, table);
        if (projections.size() >= MAX_PROJECTIONS) {
            projections.clear();
        }
        projections.put(names, made);
        return made;
    }

    /// What was done so far.
    public StoreStats stats() {
        requireOpen();
        return counters.stats(table.reads(), table.residentBytes());
    }

    /// Closes the store; the table lives on while results share its memory.
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        slabs.close();
        recycler.close();
        try {
            lifetime.release();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void closeTable() {
        try {
            table.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
