package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.ReadAhead;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.WantedPages;
import io.forwardstore.engine.internal.array.AllValid;
import io.forwardstore.engine.internal.array.LayoutTree;
import io.forwardstore.engine.internal.array.VectorLoader;
import io.forwardstore.engine.internal.memory.Lease;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Fetches rows of some columns: reads the pages of all columns, measures all columns, takes one slab, writes all
/// columns, wraps them as vectors.
///
/// Reusable, one thread at a time. What a fetch needs for itself is new each time, and what is kept is stored only
/// where it differs: garbage collectors make it dear to store a reference in an old object.
final class Fetch {
    /// Smaller fetches are not read ahead.
    private static final int MIN_ROWS_AHEAD = 64;

    private final Schema schema;
    private final LayoutTree[] trees;
    private final AllValid allValid;
    private final ColumnFetch[] columns;
    private final List<WantedPages> wanted;
    private final long[] bytes;
    private final BufferAllocator allocator;
    private final FetchContext context;
    private final TableFile table;
    private final @Nullable ReadAhead readAhead;
    private final boolean decodes;

    Fetch(
            Schema schema,
            List<LayoutTree> trees,
            ColumnFetch[] columns,
            BufferAllocator allocator,
            ChunkRecycler recycler,
            TableFile table) {
        this.schema = schema;
        this.trees = trees.toArray(LayoutTree[]::new);
        this.allValid = new AllValid(allocator);
        this.columns = columns;
        this.wanted = Arrays.stream(columns).map(ColumnFetch::wantedPages).filter(Objects::nonNull).toList();
        this.bytes = new long[columns.length];
        this.allocator = allocator;
        this.context = new FetchContext(allocator, recycler);
        this.table = table;
        this.readAhead = table.readAhead();
        this.decodes = Arrays.stream(columns).anyMatch(ColumnFetch::decodes);
    }

    /// These rows, which exist.
    VectorSchemaRoot run(long[] rowIds, SlabPool slabs, StoreCounters counters) throws IOException {
        context.begin(rowIds);
        try {
            return readAhead == null || rowIds.length < MIN_ROWS_AHEAD
                    ? read(rowIds.length, null, slabs, counters)
                    : readWatched(readAhead, rowIds.length, slabs, counters);
        } finally {
            context.end();
        }
    }

    private VectorSchemaRoot readWatched(ReadAhead ahead, int rows, SlabPool slabs, StoreCounters counters)
            throws IOException {
        long start = System.nanoTime();
        ReadAhead.Plan plan = ahead.plan(decodes);
        VectorSchemaRoot result = read(rows, plan.isWanted() ? plan : null, slabs, counters);
        plan.finished((long) rows * columns.length, resultBytes(), System.nanoTime() - start);
        return result;
    }

    private VectorSchemaRoot read(int rows, ReadAhead.@Nullable Plan plan, SlabPool slabs, StoreCounters counters)
            throws IOException {
        long total = measure(plan);
        Memory.awaitFaults();
        if (plan != null) {
            for (ColumnFetch column : columns) {
                column.planWrite(plan);
            }
            plan.start();
        }
        counters.countFetch(rows, total);
        return write(slabs.take(total), rows);
    }

    /// The size of what [#run] answered last.
    long resultBytes() {
        long sum = 0;
        for (long part : bytes) {
            sum += part;
        }
        return sum;
    }

    private long measure(ReadAhead.@Nullable Plan plan) throws IOException {
        try {
            readPages();
            if (plan != null) {
                for (ColumnFetch column : columns) {
                    column.planMeasure(context, plan);
                }
                plan.start();
            }
            return measureColumns();
        } catch (OutOfMemoryException _) {
            context.becomeFrugal();
            return measureColumns();
        }
    }

    private void readPages() throws IOException {
        for (ColumnFetch column : columns) {
            column.locate(context);
        }
        table.readPages(wanted, context.scope());
    }

    private long measureColumns() throws IOException {
        long total = 0;
        for (int i = 0; i < columns.length; i++) {
            bytes[i] = columns[i].measure(context);
            total += bytes[i];
        }
        return total;
    }

    private VectorSchemaRoot write(SlabPool.Slab slab, int rowCount) {
        List<FieldVector> vectors = new ArrayList<>(columns.length);
        Lease lease = slab.lease();
        lease.beginLoading();
        try {
            writeColumns(slab.address(), new VectorLoader(lease, allValid), vectors);
            Memory.awaitFaults();
        } catch (Throwable e) {
            InternalError fault = Memory.pendingFault();
            lease.endLoading();
            vectors.forEach(FieldVector::close);
            if (fault != null) {
                throw fault;
            }
            throw e;
        }
        lease.endLoading();
        return new VectorSchemaRoot(schema, vectors, rowCount);
    }

    private void writeColumns(long address, VectorLoader loader, List<FieldVector> vectors) {
        long at = address;
        for (int i = 0; i < columns.length; i++) {
            FieldVector vector = trees[i].newVector(allocator);
            vectors.add(vector);
            columns[i].write(at, vector, trees[i], loader);
            at += bytes[i];
        }
    }
}
