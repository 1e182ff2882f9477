package io.forwardstore.benchmarks;

import io.forwardstore.benchmarks.peer.Bar;
import io.forwardstore.benchmarks.peer.BenchmarkFiles;
import io.forwardstore.benchmarks.peer.Side;
import io.forwardstore.benchmarks.peer.Side.Source;

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

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Who is faster, and by how much, where a machine changes its speed from second to second: two are asked the same rows
/// in turn, each for at least half a millisecond, and the quotient of the two times is one sample. Both live in one
/// JVM, and each goes first every other time. The answer is the median of the samples, which [Ratios] takes out; the
/// time that JMH prints is that of a whole pair and says nothing.
///
/// ```
/// java -jar benchmarks/target/forwardstore-benchmarks-*.jar RatioBenchmark -p bar=FETCH100_LUCENE \
///     -prof io.forwardstore.benchmarks.Ratios
/// ```
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
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init")
public class RatioBenchmark {
    private static final long WARM_UP_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long BLOCK_NANOS = Duration.ofNanos(500_000).toNanos();
    private static final int MIN_WARM_UPS = 3;

    /// The two, and what they are asked.
    @Param public Bar bar;

    private Requests requests;
    private Side ours;
    private Side other;
    private long[][] block;
    private boolean areWeFirst;

    /// Opens both, checks their answers, and finds out how many answers take half a millisecond.
    @Setup
    public void open() throws Exception {
        BenchmarkFiles files = BenchmarkTable.files();
        requests = new Requests(Math.max(1, bar.question().rows()));
        ours = open(bar.ours(), files);
        other = open(bar.other(), files);
        long fastest = Math.min(warmUp(ours), warmUp(other));
        block = new long[Math.toIntExact(Math.ceilDiv(BLOCK_NANOS, fastest))][];
    }

    private static Side open(Source source, BenchmarkFiles files) throws Exception {
        for (Path path : source.prepare(files)) {
            Touch.all(path);
        }
        return source.open(files);
    }

    /// @return the nanoseconds of an answer
    private long warmUp(Side side) throws Exception {
        long start = System.nanoTime();
        long last = start;
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < MIN_WARM_UPS || last - start < WARM_UP_NANOS; i++) {
            side.answer(requests.next());
            long now = System.nanoTime();
            fastest = Math.min(fastest, now - last);
            last = now;
        }
        return fastest;
    }

    /// Closes both.
    @TearDown
    public void close() throws Exception {
        other.close();
        ours.close();
    }

    /// The same requests to both.
    @Benchmark
    public double pair() throws Exception {
        for (int i = 0; i < block.length; i++) {
            block[i] = requests.next();
        }
        areWeFirst = !areWeFirst;
        Timed first = time(areWeFirst ? ours : other);
        Timed second = time(areWeFirst ? other : ours);
        Ratios.add((areWeFirst ? first : second).micros, (areWeFirst ? second : first).micros);
        return first.total + second.total;
    }

    /// @param micros of an answer
    /// @param total of the answers
    private record Timed(double micros, double total) {}

    private Timed time(Side side) throws Exception {
        long start = System.nanoTime();
        double total = 0;
        for (long[] rows : block) {
            total += side.answer(rows);
        }
        return new Timed((System.nanoTime() - start) / 1e3 / block.length, total);
    }
}
