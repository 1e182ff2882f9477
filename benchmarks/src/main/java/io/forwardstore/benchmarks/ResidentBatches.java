package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.internal.sample.SampleTable;
import io.forwardstore.memory.MemoryStorageProvider;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.TransferPair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// All columns of the table as vectors in memory, in the file's batches: what writers are fed with.
final class ResidentBatches implements AutoCloseable {
    private final BufferAllocator allocator = new RootAllocator();
    private final List<VectorSchemaRoot> batches = new ArrayList<>();

    ResidentBatches() throws IOException {
        List<String> columns = SampleTable.SCHEMA.getFields().stream().map(Field::getName).toList();
        StorageOptions options = StorageOptions.defaults().with(allocator);
        try (ForwardStore store = new MemoryStorageProvider().open(BenchmarkTable.arrowFile(), options);
                ArrowReader reader = store.scan(columns)) {
            while (reader.loadNextBatch()) {
                List<FieldVector> kept =
                        reader.getVectorSchemaRoot().getFieldVectors().stream().map(this::transfer).toList();
                batches.add(new VectorSchemaRoot(kept));
            }
        }
    }

    private FieldVector transfer(FieldVector vector) {
        TransferPair pair = vector.getTransferPair(allocator);
        pair.transfer();
        return (FieldVector) pair.getTo();
    }

    BufferAllocator allocator() {
        return allocator;
    }

    /// The batches, in row order.
    List<VectorSchemaRoot> batches() {
        return batches;
    }

    /// The batches cut into pieces of so many rows, which share their memory; to be closed.
    List<VectorSchemaRoot> pieces(int rows) {
        List<VectorSchemaRoot> pieces = new ArrayList<>();
        for (VectorSchemaRoot batch : batches) {
            for (int from = 0; from < batch.getRowCount(); from += rows) {
                pieces.add(batch.slice(from, Math.min(rows, batch.getRowCount() - from)));
            }
        }
        return pieces;
    }

    /// The bytes of all values.
    long bytes() {
        return batches.stream()
                .flatMap(batch -> batch.getFieldVectors().stream())
                .mapToLong(FieldVector::getBufferSize)
                .sum();
    }

    @Override
    public void close() {
        batches.forEach(VectorSchemaRoot::close);
        allocator.close();
    }
}
