package io.forwardstore.benchmarks;

import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.memory.MemoryStorageProvider;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Point fetches from tables in memory that grew to 10,000 up to 10,000,000 rows: does finding a row cost more where
/// there are more?
///
/// `near` asks for rows of one window of [#WINDOW_ROWS] at a time, so that the values themselves are in the processor's
/// caches whatever the table's size: what differs is the search. `anywhere` asks for rows of the whole table, and pays
/// for the caches too.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class FetchBySizeBenchmark {
    private static final int WINDOW_ROWS = 10_000;
    private static final int BATCH_ROWS = 10_000;
    private static final int REQUESTS = 1 << 14;
    private static final List<String> COLUMNS = List.of("id");

    /// The rows of the table.
    @Param({"10000", "100000", "1000000", "10000000"})
    public int rows;

    private final BufferAllocator allocator = new RootAllocator();
    private final long[] near = new long[REQUESTS];
    private final long[] anywhere = new long[REQUESTS];
    private Path folder;
    private WritableForwardStore store;
    private int next;

    /// Fills the store and checks every request's answer.
    @Setup
    public void fill() throws IOException {
        folder = Files.createTempDirectory("forwardstore-fetch-by-size");
        Schema schema = new Schema(List.of(Field.notNullable("id", new ArrowType.Int(Long.SIZE, true))));
        StorageOptions options = StorageOptions.defaults().with(allocator);
        store = new MemoryStorageProvider().create(folder.resolve("table.arrow"), schema, options);
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator)) {
            BigIntVector ids = (BigIntVector) batch.getVector(0);
            for (long first = 0; first < rows; first += BATCH_ROWS) {
                for (int i = 0; i < BATCH_ROWS; i++) {
                    ids.setSafe(i, first + i);
                }
                batch.setRowCount(BATCH_ROWS);
                store.append(batch);
            }
        }
        SplittableRandom random = new SplittableRandom(11);
        long window = (long) rows - WINDOW_ROWS;
        for (int i = 0; i < REQUESTS; i++) {
            near[i] = window + random.nextInt(WINDOW_ROWS);
            anywhere[i] = random.nextInt(rows);
            if (fetch(near[i]) != near[i] || fetch(anywhere[i]) != anywhere[i]) {
                throw new IllegalStateException("Wrong answer");
            }
        }
    }

    private long fetch(long row) throws IOException {
        try (VectorSchemaRoot answer = store.fetch(COLUMNS, row)) {
            return ((BigIntVector) answer.getVector(0)).get(0);
        }
    }

    /// Closes the store and deletes its file.
    @TearDown
    public void close() throws IOException {
        store.close();
        Files.delete(folder.resolve("table.arrow"));
        Files.delete(folder);
        allocator.close();
    }

    /// One row of a window.
    @Benchmark
    public long near() throws IOException {
        return fetch(near[next++ & (REQUESTS - 1)]);
    }

    /// One row of the table.
    @Benchmark
    public long anywhere() throws IOException {
        return fetch(anywhere[next++ & (REQUESTS - 1)]);
    }
}
