package io.forwardstore.engine.internal.store;

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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Fetches rows of some columns: measures all columns, takes one slab, writes all columns, wraps them as vectors.
///
/// Reusable, one thread at a time. What a fetch needs for itself is new each time, and what is kept is stored only
/// where it differs: garbage collectors make it dear to store a reference in an old object.
final class Fetch {
    private final Schema schema;
    private final LayoutTree[] trees;
    private final AllValid allValid;
    private final ColumnFetch[] columns;
    private final long[] bytes;
    private final BufferAllocator allocator;
    private final FetchContext context;

    Fetch(
            Schema schema,
            List<LayoutTree> trees,
            ColumnFetch[] columns,
            BufferAllocator allocator,
            ChunkRecycler recycler) {
        this.schema = schema;
        this.trees = trees.toArray(LayoutTree[]::new);
        this.allValid = new AllValid(allocator);
        this.columns = columns;
        this.bytes = new long[columns.length];
        this.allocator = allocator;
        this.context = new FetchContext(allocator, recycler);
    }

    /// These rows, which exist.
    VectorSchemaRoot run(long[] rowIds, SlabPool slabs, StoreCounters counters) throws IOException {
        context.begin(rowIds);
        try {
            long total = measure();
            Memory.awaitFaults();
            counters.countFetch(rowIds.length, total);
            SlabPool.Slab slab = slabs.take(total);
            return write(slab, rowIds.length);
        } finally {
            context.end();
        }
    }

    /// The size of what [#run] answered last.
    long resultBytes() {
        return Arrays.stream(bytes).sum();
    }

    private long measure() throws IOException {
        try {
            return measureColumns();
        } catch (OutOfMemoryException _) {
            context.becomeFrugal();
            return measureColumns();
        }
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
