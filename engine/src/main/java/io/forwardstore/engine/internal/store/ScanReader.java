package io.forwardstore.engine.internal.store;

import io.forwardstore.ScanOptions;
import io.forwardstore.engine.Column;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.internal.array.AllValid;
import io.forwardstore.engine.internal.array.ArrayChecks;
import io.forwardstore.engine.internal.array.DenseUnions;
import io.forwardstore.engine.internal.array.LayoutTree;
import io.forwardstore.engine.internal.array.VectorLoader;
import io.forwardstore.engine.internal.event.ScanEvent;
import io.forwardstore.engine.internal.memory.Lease;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A scan: walks a row range batch by batch.
///
/// Each column of a batch has a scope and a lease of its own: the last of its buffers to be released closes the scope,
/// wherever the reader or the store are by then.
final class ScanReader extends ArrowReader {
    /// Rows of a natural batch that is decoded: few enough that what was written is still in a core's own cache when it
    /// is read, enough that a batch's own cost does not show.
    private static final int DECODED_BATCH_ROWS = 8_192;

    /// How far helpers may read ahead, unless one batch is longer.
    private static final int MAX_ROWS_AHEAD = 65_536;

    private static final int MAX_BATCHES_AHEAD = 8;

    private final TableFile table;
    private final ReadEdge edge;
    private final Projection projection;
    private final ScanOptions options;
    private final long endRow;
    private final List<ColumnScan> columns;
    private final int decodedColumns;
    private final @Nullable ScanAhead ahead;
    private final ChunkRecycler recycler;
    private final AllValid allValid;
    private final StoreCounters counters;
    private final ScanRoot root;
    private long nextRow;
    private boolean frugal;
    private boolean closed;

    /// @param edge holds a reference of the store, which this reader drops when it is closed
    ScanReader(
            TableFile table,
            ReadEdge edge,
            Projection projection,
            ScanOptions options,
            BufferAllocator allocator,
            ChunkRecycler recycler,
            StoreCounters counters)
            throws IOException {
        super(allocator);
        this.table = table;
        this.edge = edge;
        this.projection = projection;
        this.options = options;
        this.nextRow = options.firstRow();
        this.endRow = Math.min(options.endRow(), table.blocks().rowCount());
        this.columns = scans(projection.columns());
        this.decodedColumns = (int) columns.stream().filter(ColumnScan::isCostly).count();
        this.allValid = new AllValid(allocator);
        this.recycler = recycler;
        this.counters = counters;
        this.ahead = newAhead(options);
        this.root =
                new ScanRoot(
                        projection.schema(),
                        projection.trees().stream().map(tree -> tree.newVector(allocator)).toList());
    }

    private static List<ColumnScan> scans(List<@Nullable Column> columns) throws IOException {
        List<ColumnScan> scans = new ArrayList<>(columns.size());
        for (Column column : columns) {
            scans.add(column == null ? new RowIdScan() : scan(column));
        }
        return scans;
    }

    private static ColumnScan scan(Column column) throws IOException {
        ColumnScan scan = column.isScannedByPage() ? new PageScan(column) : new CursorScan(column);
        LayoutTree tree = LayoutTree.of(column.field());
        return DenseUnions.areIn(tree) ? new DenseUnionScan(scan, tree) : scan;
    }

    private @Nullable ScanAhead newAhead(ScanOptions options) {
        int helpers = Math.min(options.parallelism() - 1, decodedColumns);
        if (helpers == 0 || nextRow == endRow) {
            return null;
        }
        int maxBatches = Math.clamp(MAX_ROWS_AHEAD / batchRows(nextRow), 1, MAX_BATCHES_AHEAD) + 1;
        return new ScanAhead(columns, endRow, helpers, maxBatches, this::newBatch);
    }

    @Override
    protected Schema readSchema() {
        return projection.messageSchema();
    }

    @Override
    protected void initialize() throws IOException {
        super.initialize();
        if (!dictionaries.isEmpty()) {
            edge.call(() -> {
                try {
                    loadDictionaries();
                    Memory.awaitFaults();
                } catch (Throwable e) {
                    // A reader that was not initialized does not close what was loaded.
                    dictionaries.values().forEach(dictionary -> dictionary.getVector().clear());
                    throw e;
                }
                return null;
            });
        }
    }

    private void loadDictionaries() throws IOException {
        for (Map.Entry<Long, Dictionary> entry : dictionaries.entrySet()) {
            TableFile.Dictionary dictionary = table.dictionary(entry.getKey());
            ArrayChecks.check(dictionary.field(), dictionary.values());
            Lease lease = new Lease(allocator, 0, edge.retain());
            try {
                FieldVector vector = entry.getValue().getVector();
                new VectorLoader(lease, allValid).load(vector, LayoutTree.of(vector.getField()), dictionary.values());
            } finally {
                lease.release();
            }
        }
    }

    @Override
    public VectorSchemaRoot getVectorSchemaRoot() throws IOException {
        ensureInitialized();
        return root;
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        ensureInitialized();
        root.clearVectors();
        if (closed) {
            throw new IllegalStateException("[" + table.name() + "] Cannot scan: the reader is closed");
        }
        if (nextRow >= endRow) {
            return false;
        }
        ScanEvent event = ScanEvent.start();
        edge.call(() -> {
            try {
                loadBatch(event);
            } catch (OutOfMemoryException e) {
                if (frugal) {
                    throw e;
                }
                frugal = true;
                loadBatch(event);
            }
            return null;
        });
        return true;
    }

    private int batchRows(long firstRow) {
        long rows = Math.min(options.maxBatchRows(), endRow - firstRow);
        if (options.hasNaturalBatches()) {
            if (decodedColumns > 0) {
                rows = Math.min(rows, DECODED_BATCH_ROWS);
            }
            PageIndex blocks = table.blocks();
            rows = Math.min(rows, blocks.firstRow(blocks.pageOf(firstRow) + 1) - firstRow);
        }
        return (int) rows;
    }

    private void loadBatch(@Nullable ScanEvent event) throws IOException {
        try (ScanBatch batch = readBatch()) {
            Memory.awaitFaults();
            List<LayoutTree> trees = projection.trees();
            long shared = 0;
            long copied = 0;
            for (int i = 0; i < trees.size(); i++) {
                AllocatorScope scope = batch.takeScope(i);
                long ownBytes = scope.allocatedBytes();
                Lease lease = new Lease(allocator, ownBytes, scope::close);
                VectorLoader loader = new VectorLoader(lease, allValid);
                try {
                    loader.load(root.getVector(i), trees.get(i), batch.array(i));
                } finally {
                    lease.release();
                }
                copied += Math.min(ownBytes, loader.bytes());
                shared += loader.bytes() - Math.min(ownBytes, loader.bytes());
            }
            root.setLoadedRowCount(batch.count());
            counters.countBatch(batch.count(), shared, copied);
            if (event != null) {
                event.finish(table.name(), columns.size(), nextRow, batch.count(), shared, copied);
            }
            nextRow += batch.count();
        } catch (Throwable e) {
            root.clearVectors();
            throw e;
        }
    }

    private ScanBatch readBatch() throws IOException {
        if (ahead != null && !frugal) {
            return ahead.take(nextRow);
        }
        ScanBatch batch = Objects.requireNonNull(newBatch(nextRow));
        try {
            for (int i = 0; i < columns.size(); i++) {
                batch.read(i, columns.get(i));
            }
            return batch;
        } catch (Throwable e) {
            batch.close();
            throw e;
        }
    }

    /// A batch to read, null if there are no rows.
    private @Nullable ScanBatch newBatch(long firstRow) {
        if (firstRow >= endRow) {
            return null;
        }
        List<AllocatorScope> scopes = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            scopes.add(newScope());
        }
        return new ScanBatch(firstRow, batchRows(firstRow), scopes);
    }

    /// A scope that keeps the store's memory until it is closed.
    private AllocatorScope newScope() {
        AllocatorScope scope = new AllocatorScope(allocator, recycler);
        if (frugal) {
            scope.becomeFrugal();
        }
        scope.onClose(edge.retain());
        return scope;
    }

    @Override
    public long bytesRead() {
        return table.reads().bytes();
    }

    @Override
    public void close(boolean closeReadSource) throws IOException {
        root.close();
        super.close(closeReadSource);
    }

    @Override
    protected void closeReadSource() {
        if (!closed) {
            closed = true;
            if (ahead != null) {
                ahead.clear();
            }
            columns.forEach(ColumnScan::close);
            allValid.close();
            edge.release();
        }
    }
}
