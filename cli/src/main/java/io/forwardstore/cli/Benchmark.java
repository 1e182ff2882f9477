package io.forwardstore.cli;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProvider;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Times what users do: open, fetch one row, fetch some, scan all.
///
/// The file is in the operating system's cache, and every row was fetched before: what is timed is not the device, nor
/// a pool that fills. The first run of all is the compiler's; its times are to be thrown away.
final class Benchmark {
    private static final long SEED = 42;
    private static final int ROW_SETS = 64;

    private final Path file;
    private final @Nullable List<String> columns;
    private final int rowsPerFetch;
    private final Duration time;
    private final AtomicLong touched = new AtomicLong();

    /// @param columns null for all
    /// @param time for each measurement
    Benchmark(Path file, @Nullable List<String> columns, int rowsPerFetch, Duration time) {
        this.file = file;
        this.columns = columns;
        this.rowsPerFetch = rowsPerFetch;
        this.time = time;
    }

    /// @param label what to call the result
    BenchResult run(StorageProvider provider, String label) throws IOException {
        FileWarmup.read(file, _ -> {});
        long open = MedianTime.ofNanos(1, 5, () -> open(provider).close());
        try (ForwardStore store = open(provider)) {
            if (store.rowCount() == 0) {
                throw new UsageException("[" + file + "] Cannot time fetches: the table has no rows");
            }
            List<String> names = columns != null ? columns : ColumnList.parse(null, store);
            return new BenchResult(
                    label,
                    List.of(
                            new BenchResult.Time("open", open),
                            new BenchResult.Time("fetch 1 row", fetch(store, names, 1)),
                            new BenchResult.Time("fetch " + rowsPerFetch + " rows", fetch(store, names, rowsPerFetch)),
                            new BenchResult.Time("scan", MedianTime.ofNanos(1, time, () -> scan(store, names)))));
        }
    }

    private ForwardStore open(StorageProvider provider) throws IOException {
        return provider.open(file, StorageOptions.of(provider.type()));
    }

    private long fetch(ForwardStore store, List<String> names, int rows) throws IOException {
        Random random = new Random(SEED);
        long[][] sets = new long[ROW_SETS][];
        for (int set = 0; set < ROW_SETS; set++) {
            sets[set] = random.longs(rows, 0, store.rowCount()).toArray();
        }
        int[] next = {0};
        return MedianTime.ofNanos(
                ROW_SETS,
                time,
                () -> {
                    try (VectorSchemaRoot result = store.fetch(names, sets[next[0]++ % ROW_SETS])) {
                        touch(result);
                    }
                });
    }

    private void scan(ForwardStore store, List<String> names) throws IOException {
        try (ArrowReader batches = store.scan(names)) {
            while (batches.loadNextBatch()) {
                touch(batches.getVectorSchemaRoot());
            }
        }
    }

    /// Reads every byte: what is shared with a file costs nothing until then.
    private void touch(VectorSchemaRoot rows) {
        long sum = 0;
        for (var vector : rows.getFieldVectors()) {
            for (ArrowBuf buffer : vector.getBuffers(false)) {
                long address = buffer.memoryAddress();
                long end = address + buffer.capacity() - Long.BYTES;
                for (; address <= end; address += Long.BYTES) {
                    sum += Memory.getLong(address);
                }
            }
        }
        touched.addAndGet(sum);
    }
}
