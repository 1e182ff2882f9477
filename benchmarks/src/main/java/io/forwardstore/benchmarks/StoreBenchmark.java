package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;

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
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Fetches, scans and opens of each backend over the Arrow IPC file, warm, one thread, every value read out.
///
/// Each backend has a JVM of its own. The page cache is warm: every page is touched, and a sample of answers checked
/// against the generator, before anything is timed.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class StoreBenchmark {
    private static final List<String> TWO = List.of("price", "score");
    private static final List<String> FOUR = List.of("id", "title", "price", "score");
    private static final List<String> EMBEDDING = List.of("id", "embedding");
    private static final int CHECKED_REQUESTS = 100;

    /// The backend.
    @Param({"MMapFileStorage", "MemoryStorage", "BufferPoolStorage"})
    public String backend = "";

    private final Requests hundred = new Requests(100);
    private final Requests one = new Requests(1);
    private ForwardStore store;

    /// Opens the store, touches every page, and checks answers.
    @Setup
    public void open() throws IOException {
        store = ForwardStores.open(BenchmarkTable.arrowFile(), backend);
        scan4();
        for (int i = 0; i < CHECKED_REQUESTS; i++) {
            check(hundred.next());
            fetch100v();
        }
    }

    private void check(long[] rows) throws IOException {
        try (VectorSchemaRoot answer = store.fetch(FOUR, rows)) {
            BigIntVector ids = (BigIntVector) answer.getVector(0);
            for (int i = 0; i < rows.length; i++) {
                String title = String.valueOf(answer.getVector(1).getObject(i));
                if (ids.get(i) != rows[i] || !title.equals(BenchmarkTable.VALUES.title(rows[i]))) {
                    throw new IllegalStateException("Wrong answer of " + backend + " for row " + rows[i]);
                }
            }
        }
    }

    /// Closes the store.
    @TearDown
    public void close() throws IOException {
        store.close();
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

    /// 100 random rows of {id, embedding}.
    @Benchmark
    public double fetch100v() throws IOException {
        try (VectorSchemaRoot rows = store.fetch(EMBEDDING, hundred.next())) {
            return Answers.sumEmbedding(rows, rows.getRowCount());
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

    /// A fresh open, one row read, close.
    @Benchmark
    public double openFetch1Close() throws IOException {
        try (ForwardStore fresh = ForwardStores.open(BenchmarkTable.arrowFile(), backend);
                VectorSchemaRoot rows = fresh.fetch(FOUR, one.next())) {
            return Answers.sumFour(rows);
        }
    }
}
