package io.forwardstore.benchmarks.peer;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.util.TransferPair;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// The table's batches in Arrow vectors of their own, loaded by arrow-vector: what hand-written loops run over.
final class ResidentTable implements AutoCloseable {
    private final BufferAllocator allocator = new RootAllocator();
    private final List<VectorSchemaRoot> batches = new ArrayList<>();

    ResidentTable(BenchmarkFiles files) throws IOException {
        try (ArrowFileReader reader = new ArrowFileReader(FileChannel.open(files.arrow()), allocator)) {
            while (reader.loadNextBatch()) {
                batches.add(take(reader.getVectorSchemaRoot()));
            }
        }
    }

    /// Takes the buffers away from a reader's batch.
    private VectorSchemaRoot take(VectorSchemaRoot batch) {
        List<FieldVector> vectors = new ArrayList<>();
        for (FieldVector vector : batch.getFieldVectors()) {
            TransferPair pair = vector.getTransferPair(allocator);
            pair.transfer();
            vectors.add((FieldVector) pair.getTo());
        }
        return new VectorSchemaRoot(vectors);
    }

    /// The batches, in row order, with all columns.
    List<VectorSchemaRoot> batches() {
        return batches;
    }

    /// The batches with some columns, on the same memory.
    List<VectorSchemaRoot> batches(Columns columns) {
        return batches.stream()
                .map(batch -> new VectorSchemaRoot(columns.names().stream().map(batch::getVector).toList()))
                .toList();
    }

    /// The allocator of the batches.
    BufferAllocator allocator() {
        return allocator;
    }

    /// One address of a column's vector in each batch.
    long[] addresses(String column, ToLongFunction<FieldVector> address) {
        return batches.stream().mapToLong(batch -> address.applyAsLong(batch.getVector(column))).toArray();
    }

    @Override
    public void close() {
        batches.forEach(VectorSchemaRoot::close);
        allocator.close();
    }
}
