package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.internal.array.AllValid;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.VectorLoader;
import io.forwardstore.engine.internal.memory.Lease;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Fetches rows of some columns: measures all columns, takes one slab, writes all columns, wraps them as vectors.
///
/// Reusable, one thread at a time.
final class Fetch {
    private final Schema schema;
    private final ColumnFetch[] columns;
    private final long[] bytes;
    private final BufferAllocator allocator;
    private final FetchContext context;

    Fetch(Schema schema, ColumnFetch[] columns, BufferAllocator allocator) {
        this.schema = schema;
        this.columns = columns;
        this.bytes = new long[columns.length];
        this.allocator = allocator;
        this.context = new FetchContext(allocator);
    }

    /// These rows, which exist.
    VectorSchemaRoot run(long[] rowIds, SlabPool slabs, StoreCounters counters) throws IOException {
        context.begin(rowIds);
        try {
            long total = measure();
            counters.countFetch(rowIds.length, total);
            SlabPool.Slab slab = slabs.take(total);
            Lease lease = slab.lease();
            try {
                return write(slab.address(), lease, rowIds.length);
            } finally {
                lease.release();
            }
        } finally {
            context.end();
        }
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

    private VectorSchemaRoot write(long address, Lease lease, int rowCount) {
        VectorLoader loader = new VectorLoader(lease, new AllValid(allocator));
        List<Field> fields = schema.getFields();
        List<FieldVector> vectors = new ArrayList<>(columns.length);
        long at = address;
        try {
            for (int i = 0; i < columns.length; i++) {
                ArrayData written = columns[i].write(at);
                at += bytes[i];
                FieldVector vector = fields.get(i).createVector(allocator);
                vectors.add(vector);
                loader.load(vector, fields.get(i), written);
            }
        } catch (Throwable e) {
            vectors.forEach(FieldVector::close);
            throw e;
        }
        return new VectorSchemaRoot(schema, vectors, rowCount);
    }
}
