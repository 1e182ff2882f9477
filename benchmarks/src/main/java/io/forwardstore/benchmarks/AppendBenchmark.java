package io.forwardstore.benchmarks;

import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.sample.SampleTable;
import io.forwardstore.memory.MemoryStorageProvider;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Appends the table as vectors to a store in memory, in turn with copies of the same buffers: to memory that was
/// written before, as `memcpy` is usually measured, and to memory that the operating system has yet to hand out, which
/// is what a store that grows gets.
///
/// No JMH: the parts take turns in one JVM, round by round, so that all of them see the same machine. Rows are checked
/// before any time is told. Needs 4 GB beside the heap:
///
/// ```
/// java -Xmx2g -cp benchmarks/target/forwardstore-benchmarks-0.1.0-SNAPSHOT.jar \
///     io.forwardstore.benchmarks.AppendBenchmark
/// ```
public final class AppendBenchmark {
    private static final int ROUNDS = Integer.getInteger("forwardstore.benchmarks.rounds", 7);
    private static final int PIECE_ROWS = 1_000;

    private AppendBenchmark() {}

    /// Measures and prints.
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(BenchmarkTable.folder(), "append");
        try (ResidentBatches table = new ResidentBatches();
                ArrowBuf touched = table.allocator().buffer(table.bytes() + table.bytes() / 8)) {
            touched.setZero(0, touched.capacity());
            Rates rates = new Rates(ROUNDS);
            List<VectorSchemaRoot> pieces = table.pieces(PIECE_ROWS);
            for (int round = -1; round < ROUNDS; round++) {
                Rates kept = round < 0 ? new Rates(1) : rates;
                int at = Math.max(0, round);
                long bytes = table.bytes();
                kept.time("copy to memory written before", at, bytes, () -> copy(table.batches(), touched));
                ArrowBuf fresh = table.allocator().buffer(touched.capacity());
                kept.time("copy to fresh memory", at, bytes, () -> copy(table.batches(), fresh));
                fresh.close();
                append(kept, "append", at, folder, table, table.batches());
                append(kept, "append in pieces of 1,000 rows", at, folder, table, pieces);
            }
            pieces.forEach(VectorSchemaRoot::close);
            rates.print();
            System.out.printf(
                    "append / copy to memory written before: %.2f%n",
                    rates.median("append") / rates.median("copy to memory written before"));
        } finally {
            Files.delete(folder);
        }
    }

    private static void append(
            Rates rates, String name, int round, Path folder, ResidentBatches table, List<VectorSchemaRoot> batches)
            throws Exception {
        Path file = folder.resolve("table.arrow");
        try (BufferAllocator allocator = table.allocator().newChildAllocator("store", 0, Long.MAX_VALUE)) {
            StorageOptions options = StorageOptions.defaults().with(allocator);
            try (WritableForwardStore store = new MemoryStorageProvider().create(file, SampleTable.SCHEMA, options)) {
                rates.time(
                        name,
                        round,
                        table.bytes(),
                        () -> {
                            for (VectorSchemaRoot batch : batches) {
                                store.append(batch);
                            }
                        });
                WrittenRows.check(store);
            }
        } finally {
            // Closing has flushed.
            Files.deleteIfExists(file);
        }
    }

    private static void copy(List<VectorSchemaRoot> batches, ArrowBuf target) throws IOException {
        long at = target.memoryAddress();
        for (VectorSchemaRoot batch : batches) {
            for (FieldVector vector : batch.getFieldVectors()) {
                for (ArrowBuf buffer : vector.getBuffers(false)) {
                    if (at + buffer.readableBytes() > target.memoryAddress() + target.capacity()) {
                        throw new IOException("The buffers are larger than their values");
                    }
                    Memory.copy(buffer.memoryAddress(), at, buffer.readableBytes());
                    at += buffer.readableBytes();
                }
            }
        }
    }
}
