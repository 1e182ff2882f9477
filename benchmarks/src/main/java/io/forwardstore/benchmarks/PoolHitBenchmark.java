package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageType;
import io.forwardstore.bufferpool.BufferManager;
import io.forwardstore.bufferpool.BufferPoolStorageProvider;

import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
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
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a page costs that is in the pool already: the pool over both formats beside the mapping, which has no pages to
/// look up, warm, one thread, every value read out.
///
/// Isolates the hit path: all pages that are read are cached before anything is timed, and loading one later is an
/// error. The Parquet file has the default options of the writer: some 2,000 to 3,500 small pages a column, so that 100
/// random rows of 4 columns touch about 390 of them, against 60 of the Arrow IPC file. `budget` says how full the pool
/// is: with `AMPLE` next to empty, with `TIGHT` nearly full, so that the eviction policy wants to hear of hits. Answers
/// are checked against the generator first.
///
/// ```sh
/// java -jar benchmarks/target/forwardstore-benchmarks-*.jar 'PoolHitBenchmark.fetch100'
/// ```
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {Flags.HEAP_MIN, Flags.HEAP_MAX, Flags.TOUCHED, Flags.HUGE, Flags.NATIVE, Flags.UNSAFE})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class PoolHitBenchmark {
    private static final List<String> TWO = List.of("price", "score");
    private static final List<String> FOUR = List.of("id", "title", "price", "score");
    private static final int CHECKED_REQUESTS = 100;

    /// What is read, and how.
    public enum Way {
        /// The mapped Arrow IPC file.
        MAPPED_ARROW,
        /// The Arrow IPC file through the pool.
        POOLED_ARROW,
        /// The Parquet file through the pool.
        POOLED_PARQUET
    }

    /// How full the pool is.
    public enum Budget {
        /// Four times the pages.
        AMPLE(512L << 20),
        /// Little more than the pages.
        TIGHT(120L << 20);

        private final long bytes;

        Budget(long bytes) {
            this.bytes = bytes;
        }
    }

    /// What is read, and how.
    @Param public Way way = Way.MAPPED_ARROW;

    /// How full the pool is.
    @Param("AMPLE")
    public Budget budget = Budget.AMPLE;

    private final Requests hundred = new Requests(100);
    private final Requests one = new Requests(1);
    private BufferManager manager;
    private ForwardStore store;
    private long loads;

    /// Opens the store, brings every page in, and checks answers.
    @Setup
    public void open() throws IOException {
        manager = BufferManager.of(budget.bytes);
        store =
                way == Way.MAPPED_ARROW
                        ? ForwardStores.open(BenchmarkTable.arrowFile(), StorageType.MMAP)
                        : new BufferPoolStorageProvider(manager).open(file(), StorageOptions.defaults());
        scan4();
        for (int i = 0; i < CHECKED_REQUESTS; i++) {
            long[] rows = hundred.next();
            try (VectorSchemaRoot answer = store.fetch(FOUR, rows)) {
                requireRows(answer, rows);
            }
        }
        loads = manager.stats().loads();
    }

    private Path file() throws IOException {
        return way == Way.POOLED_PARQUET ? BenchmarkTable.files().smallPages() : BenchmarkTable.arrowFile();
    }

    private static void requireRows(VectorSchemaRoot answer, long[] rows) {
        BigIntVector ids = (BigIntVector) answer.getVector(0);
        for (int i = 0; i < rows.length; i++) {
            String title = String.valueOf(answer.getVector(1).getObject(i));
            if (ids.get(i) != rows[i] || !title.equals(BenchmarkTable.VALUES.title(rows[i]))) {
                throw new IllegalStateException("Wrong answer for row " + rows[i]);
            }
        }
    }

    /// Closes the store.
    @TearDown
    public void close() throws IOException {
        long loaded = manager.stats().loads() - loads;
        store.close();
        manager.close();
        if (loaded > 0) {
            throw new IllegalStateException(loaded + " pages were loaded while hits were timed");
        }
    }

    /// 100 random rows of {id, title, price, score}.
    @Benchmark
    public double fetch100() throws IOException {
        try (VectorSchemaRoot rows = store.fetch(FOUR, hundred.next())) {
            return Answers.sumFour(rows);
        }
    }

    /// One random row of {id, title, price, score}.
    @Benchmark
    public double fetch1() throws IOException {
        try (VectorSchemaRoot rows = store.fetch(FOUR, one.next())) {
            return Answers.sumFour(rows);
        }
    }

    /// {price, score} of all rows, summed.
    @Benchmark
    public double scan2() throws IOException {
        double sum = 0;
        try (ArrowReader reader = store.scan(TWO)) {
            while (reader.loadNextBatch()) {
                sum += Answers.sumTwo(reader.getVectorSchemaRoot(), 0, 1);
            }
        }
        return sum;
    }

    /// {id, title, price, score} of all rows, every value touched.
    @Benchmark
    public double scan4() throws IOException {
        double sum = 0;
        try (ArrowReader reader = store.scan(FOUR)) {
            while (reader.loadNextBatch()) {
                sum += Answers.sumFour(reader.getVectorSchemaRoot());
            }
        }
        return sum;
    }
}
