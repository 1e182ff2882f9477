package io.forwardstore.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// The floors: loops written by hand over resident Arrow vectors. What a backend costs beyond them is its own.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class FloorBenchmark {
    private final Requests hundred = new Requests(100);
    private final Requests one = new Requests(1);
    private ResidentTable table;
    private HandGather gather;

    /// Makes the table resident.
    @Setup
    public void open() throws IOException {
        table = new ResidentTable();
        gather = new HandGather(table);
    }

    /// Frees everything.
    @TearDown
    public void close() {
        gather.close();
        table.close();
    }

    /// 100 random rows of {id, title, price, score}.
    @Benchmark
    public double fetch100() {
        return gather.four(hundred.next());
    }

    /// One random row of {id, title, price, score}.
    @Benchmark
    public double fetch1() {
        return gather.four(one.next());
    }

    /// 100 random rows of {id, embedding}.
    @Benchmark
    public double fetch100v() {
        return gather.embedding(hundred.next());
    }

    /// {price, score} of all rows, summed.
    @Benchmark
    public double scan2() {
        return table.batches().stream().mapToDouble(batch -> Answers.sumTwo(batch, 2, 3)).sum();
    }

    /// {id, title, price, score} of all rows, every value touched.
    @Benchmark
    public double scan4() {
        return table.batches().stream().mapToDouble(Answers::sumFour).sum();
    }
}
