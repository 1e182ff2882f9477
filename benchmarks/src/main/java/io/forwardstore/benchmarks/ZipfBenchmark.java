package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;
import io.forwardstore.StorageOptions;
import io.forwardstore.benchmarks.peer.Columns;
import io.forwardstore.bufferpool.BufferManager;
import io.forwardstore.bufferpool.BufferManagerStats;
import io.forwardstore.bufferpool.BufferPoolStorageProvider;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// A buffer pool smaller than the table, under requests of which few pages get most (Zipf): 100 rows of {id, title,
/// price, score} from Parquet of small pages, in a budget that is a share of what all their decoded pages take.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {
            Flags.HEAP_MIN,
            Flags.HEAP_MAX,
            Flags.TOUCHED,
            Flags.HUGE,
            Flags.NATIVE,
            Flags.UNSAFE,
            Flags.NIO,
            Flags.VECTOR
        })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class ZipfBenchmark {
    private static final long AMPLE_BYTES = 2L << 30;
    private static final int CHECKED = 50;

    /// Enough for the pool to hold what is popular.
    private static final long WARM_UP_NANOS = Duration.ofSeconds(1).toNanos();

    /// The budget, in per cent of the decoded pages; 0 for the mapped backend, which keeps none.
    @Param({"0", "5", "10", "25", "50", "100"})
    public int budgetPercent;

    /// The skew of the requests; 0 asks for all pages alike.
    @Param("0.99")
    public double exponent;

    private BufferManager manager;
    private ForwardStore store;
    private ZipfRequests requests;
    private BufferManagerStats before;

    /// Pages found in the pool, and not.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Lookups {
        /// Pages found.
        public long hits;

        /// Pages loaded.
        public long misses;

        /// Counts the look-ups of an iteration.
        @TearDown(Level.Iteration)
        public void count(ZipfBenchmark benchmark) {
            BufferManagerStats after = benchmark.manager.stats();
            hits = after.hits() - benchmark.before.hits();
            misses = after.misses() - benchmark.before.misses();
            benchmark.before = after;
        }
    }

    /// Opens the table with its budget, checks answers, and fills the pool.
    @Setup
    public void open() throws IOException {
        Path file = BenchmarkTable.files().smallPages();
        Touch.all(file);
        requests = new ZipfRequests(BenchmarkTable.ROWS, WriteOptions.DEFAULT_PAGE_ROWS, exponent);
        manager = BufferManager.of(budgetPercent == 0 ? AMPLE_BYTES : decodedBytes(file) * budgetPercent / 100);
        store =
                budgetPercent == 0
                        ? ForwardStores.open(file, "MMapFileStorage")
                        : new BufferPoolStorageProvider(manager).open(file, StorageOptions.defaults());
        for (int i = 0; i < CHECKED; i++) {
            check(requests.next());
        }
        long end = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() < end) {
            store.fetch(Columns.FOUR.names(), requests.next()).close();
        }
        before = manager.stats();
    }

    /// What the decoded pages of the columns take: one row of each is fetched into a pool that holds all.
    private static long decodedBytes(Path file) throws IOException {
        long[] oneOfEach =
                LongStream.range(0, BenchmarkTable.ROWS)
                        .filter(row -> row % (WriteOptions.DEFAULT_PAGE_ROWS / 4) == 0)
                        .toArray();
        try (BufferManager ample = BufferManager.of(AMPLE_BYTES);
                ForwardStore all = new BufferPoolStorageProvider(ample).open(file, StorageOptions.defaults())) {
            all.fetch(Columns.FOUR.names(), oneOfEach).close();
            return ample.stats().cachedBytes();
        }
    }

    private void check(long[] rows) throws IOException {
        try (VectorSchemaRoot answer = store.fetch(Columns.FOUR.names(), rows)) {
            BigIntVector ids = (BigIntVector) answer.getVector(0);
            for (int i = 0; i < rows.length; i++) {
                String title = String.valueOf(answer.getVector(1).getObject(i));
                if (ids.get(i) != rows[i] || !title.equals(BenchmarkTable.VALUES.title(rows[i]))) {
                    throw new IllegalStateException("Wrong answer for row " + rows[i]);
                }
            }
        }
    }

    /// Closes table and pool.
    @TearDown
    public void close() throws IOException {
        store.close();
        manager.close();
    }

    /// 100 rows of popular and less popular pages.
    @Benchmark
    public double fetch100(Lookups lookups) throws IOException {
        try (VectorSchemaRoot answer = store.fetch(Columns.FOUR.names(), requests.next())) {
            return Answers.sumFour(answer);
        }
    }
}
