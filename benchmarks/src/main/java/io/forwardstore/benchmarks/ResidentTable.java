package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.util.TransferPair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// The table's batches copied into Arrow vectors of their own: what hand-written loops run over.
final class ResidentTable implements AutoCloseable {
    /// The columns, in the order of each batch's vectors.
    static final List<String> COLUMNS = List.of("id", "title", "price", "score", "embedding");

    private final BufferAllocator allocator = new RootAllocator();
    private final List<VectorSchemaRoot> batches = new ArrayList<>();

    ResidentTable() throws IOException {
        try (ForwardStore store = ForwardStores.open(BenchmarkTable.arrowFile(), "MMapFileStorage");
                ArrowReader reader = store.scan(COLUMNS)) {
            while (reader.loadNextBatch()) {
                List<FieldVector> copies =
                        reader.getVectorSchemaRoot().getFieldVectors().stream().map(this::copyOf).toList();
                batches.add(new VectorSchemaRoot(copies));
            }
        }
    }

    private FieldVector copyOf(FieldVector vector) {
        TransferPair pair = vector.getTransferPair(allocator);
        FieldVector copy = (FieldVector) pair.getTo();
        copy.setInitialCapacity(vector.getValueCount());
        copy.allocateNew();
        for (int i = 0; i < vector.getValueCount(); i++) {
            copy.copyFromSafe(i, i, vector);
        }
        copy.setValueCount(vector.getValueCount());
        return copy;
    }

    /// The batches, in row order.
    List<VectorSchemaRoot> batches() {
        return batches;
    }

    /// The allocator of the batches.
    BufferAllocator allocator() {
        return allocator;
    }

    /// One address of a column's vector in each batch.
    long[] addresses(int column, ToLongFunction<FieldVector> address) {
        return batches.stream().mapToLong(batch -> address.applyAsLong(batch.getVector(column))).toArray();
    }

    @Override
    public void close() {
        batches.forEach(VectorSchemaRoot::close);
        allocator.close();
    }
}
