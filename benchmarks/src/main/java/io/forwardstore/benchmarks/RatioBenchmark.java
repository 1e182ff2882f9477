package io.forwardstore.benchmarks;

import io.forwardstore.benchmarks.peer.Bar;
import io.forwardstore.benchmarks.peer.BenchmarkFiles;
import io.forwardstore.benchmarks.peer.Case;
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

/// Who is faster, and by how much, where a machine changes its speed from second to second: two are asked the same in
/// turn, ours, the other, the other and ours again, and the quotient of their times for an answer is one sample. Each
/// turn takes as long as an answer of the slower one; fetches and scans take two milliseconds at least, so that it
/// counts little what the other left in the processor's caches (nobody opens a file again and again). Both live in one
/// JVM. The answer is the median of the samples, which [Ratios] takes out; the time that JMH prints is that of all four
/// turns and says nothing.
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
    private static final long MIN_TURN_NANOS = Duration.ofMillis(2).toNanos();
    private static final int MIN_WARM_UPS = 3;

    /// The two, and what they are asked.
    @Param public Bar bar;

    private Requests requests;
    private Side ours;
    private Side other;
    private int ourAnswers;
    private int otherAnswers;

    /// Opens both, checks their answers, and finds out how many answers of each take as long.
    @Setup
    public void open() throws Exception {
        BenchmarkFiles files = BenchmarkTable.files();
        requests = new Requests(Math.max(1, bar.question().rows()));
        ours = open(bar.ours(), files);
        other = open(bar.other(), files);
        long ourNanos = warmUp(ours);
        long otherNanos = warmUp(other);
        long minTurnNanos = bar.question() == Case.OPEN ? 0 : MIN_TURN_NANOS;
        long turnNanos = Math.max(minTurnNanos, Math.max(ourNanos, otherNanos));
        ourAnswers = Math.toIntExact(Math.ceilDiv(turnNanos, ourNanos));
        otherAnswers = Math.toIntExact(Math.ceilDiv(turnNanos, otherNanos));
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

    /// Both, twice, for about as long.
    @Benchmark
    public double pair() throws Exception {
        Turns we = new Turns(ours, ourAnswers);
        Turns they = new Turns(other, otherAnswers);
        we.take(requests);
        they.take(requests);
        they.take(requests);
        we.take(requests);
        Ratios.add(we.micros(), they.micros());
        return we.total + they.total;
    }

    /// The turns of one side.
    private static final class Turns {
        private final Side side;
        private final int answers;
        private int taken;
        private long nanos;
        private double total;

        Turns(Side side, int answers) {
            this.side = side;
            this.answers = answers;
        }

        void take(Requests requests) throws Exception {
            long start = System.nanoTime();
            for (int i = 0; i < answers; i++) {
                total += side.answer(requests.next());
            }
            nanos += System.nanoTime() - start;
            taken++;
        }

        double micros() {
            return nanos / 1e3 / answers / taken;
        }
    }
}
