package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.engine.internal.sample.SampleTable;
import io.forwardstore.memory.MemoryStorageProvider;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Flushes the table from memory to an Arrow IPC file, in turn with `dd conv=fsync` writing as many bytes to the same
/// folder.
///
/// Both make a new file durable. No JMH: the two take turns, so that both see the same device; the flushed file is read
/// back and checked. Needs 3 GB beside the heap, and 2 GB of disk in `-Dforwardstore.benchmarks.dir`:
///
/// ```
/// java -Xmx2g -cp benchmarks/target/forwardstore-benchmarks-0.1.0-SNAPSHOT.jar \
///     io.forwardstore.benchmarks.FlushBenchmark
/// ```
public final class FlushBenchmark {
    private static final int ROUNDS = Integer.getInteger("forwardstore.benchmarks.rounds", 7);
    private static final String FLUSH = "flush";
    private static final String DD = "dd conv=fsync";

    private FlushBenchmark() {}

    /// Measures and prints.
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(BenchmarkTable.folder(), "flush");
        Path file = folder.resolve("table.arrow");
        try (ResidentBatches table = new ResidentBatches();
                BufferAllocator allocator = table.allocator().newChildAllocator("store", 0, Long.MAX_VALUE);
                WritableForwardStore store = filled(file, table, allocator)) {
            store.flush();
            long bytes = Files.size(file);
            check(file, allocator);
            dd(folder, bytes);
            Rates rates = new Rates(ROUNDS);
            for (int round = 0; round < ROUNDS; round++) {
                Files.delete(file);
                rates.time(FLUSH, round, bytes, store::flush);
                rates.time(DD, round, bytes, () -> dd(folder, bytes));
            }
            check(file, allocator);
            rates.print();
            System.out.printf("flush / dd: %.2f%n", rates.median(FLUSH) / rates.median(DD));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder.resolve("dd.bin"));
            Files.delete(folder);
        }
    }

    private static WritableForwardStore filled(Path file, ResidentBatches table, BufferAllocator allocator)
            throws IOException {
        StorageOptions options = StorageOptions.defaults().with(allocator);
        WritableForwardStore store = new MemoryStorageProvider().create(file, SampleTable.SCHEMA, options);
        for (VectorSchemaRoot batch : table.batches()) {
            store.append(batch);
        }
        return store;
    }

    private static void check(Path file, BufferAllocator allocator) throws IOException {
        StorageOptions options = StorageOptions.defaults().with(allocator);
        try (ForwardStore written = new MemoryStorageProvider().open(file, options)) {
            WrittenRows.check(written);
        }
    }

    private static void dd(Path folder, long bytes) throws IOException, InterruptedException {
        Path target = folder.resolve("dd.bin");
        Files.deleteIfExists(target);
        Process process =
                new ProcessBuilder(
                                "dd", "if=/dev/zero", "of=" + target, "bs=1M", "count=" + (bytes >> 20), "conv=fsync")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException("[" + target + "] Cannot write: dd ended with " + process.exitValue());
        }
    }
}
