package io.forwardstore.benchmarks;

import io.forwardstore.benchmarks.peer.BenchmarkFiles;
import io.forwardstore.benchmarks.peer.Case;
import io.forwardstore.benchmarks.peer.Columns;
import io.forwardstore.benchmarks.peer.Gate;
import io.forwardstore.benchmarks.peer.OpenTable;
import io.forwardstore.benchmarks.peer.Peer;
import io.forwardstore.benchmarks.peer.Peers;
import io.forwardstore.benchmarks.peer.Tally;

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
import org.openjdk.jmh.infra.BenchmarkParams;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Every case, asked of every peer that can answer it: warm, every value read out.
///
/// Before anything is timed, files are read through and answers checked against the generator. With `company` *mixed*
/// this project's backends have all answered the same case in that JVM before, so that code which one of them alone
/// would keep monomorphic has seen the memory of all.
///
/// ```
/// java -jar benchmarks/target/forwardstore-benchmarks-*.jar PeerBenchmark.fetch100 -p "peer=RocksDB @ best" -prof gc
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
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class PeerBenchmark {
    private static final long WARM_UP_NANOS = Duration.ofMillis(300).toNanos();

    /// The name of the peer.
    @Param({"MMapFileStorage @ best", "MemoryStorage @ best", "BufferPoolStorage @ best"})
    public String peer = "";

    /// Whether it is alone in its JVM.
    @Param("alone")
    public String company = "";

    private BenchmarkFiles files;
    private Peer asked;
    private Case question;
    private OpenTable table;

    /// Touches the files, opens the peer and checks its answers.
    @Setup
    public void open(BenchmarkParams params) throws Exception {
        asked = Peers.byName(peer);
        question = Case.ofMethod(params.getBenchmark());
        if (!asked.cases().contains(question)) {
            throw new UnsupportedOperationException(peer + " has no " + question + ". It has " + asked.cases());
        }
        files = BenchmarkTable.files();
        for (var path : asked.prepare(files)) {
            Touch.all(path);
        }
        if (company.equals("mixed")) {
            Company.ask(asked, question, files);
        }
        table = asked.open(files);
        new Gate(asked, files).check(table, question);
        warmUp();
    }

    /// A scan fills the caches that a library has of its own; what random requests find cold is found by some of them.
    private void warmUp() throws Exception {
        if (question.isScan() || question == Case.OPEN) {
            return;
        }
        if (asked.cases().contains(Case.SCAN4)) {
            table.scan(Columns.FOUR, new Tally());
        }
        Requests requests = new Requests(question.rows());
        long end = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() < end) {
            table.fetch(question.columns(asked.form()), requests.next(), new Tally());
        }
    }

    /// Closes the peer.
    @TearDown
    public void close() throws Exception {
        table.close();
    }

    private double fetch(Columns columns, long[] rows) throws Exception {
        Tally tally = new Tally();
        table.fetch(columns, rows, tally);
        return tally.total();
    }

    private double scan() throws Exception {
        Tally tally = new Tally();
        table.scan(question.columns(asked.form()), tally);
        return tally.total();
    }

    /// One random row of {id, title, price, score}.
    @Benchmark
    public double fetch1(Wanted.One wanted) throws Exception {
        return fetch(Columns.FOUR, wanted.next());
    }

    /// 100 random rows of {id, title, price, score}.
    @Benchmark
    public double fetch100(Wanted.Hundred wanted) throws Exception {
        return fetch(Columns.FOUR, wanted.next());
    }

    /// 1,000 random rows of {id, title, price, score}.
    @Benchmark
    public double fetch1000(Wanted.Thousand wanted) throws Exception {
        return fetch(Columns.FOUR, wanted.next());
    }

    /// 100 random rows of {id, embedding}.
    @Benchmark
    public double fetch100v(Wanted.Hundred wanted) throws Exception {
        return fetch(Columns.EMBEDDING, wanted.next());
    }

    /// {price, score} of all rows.
    @Benchmark
    public double scan2() throws Exception {
        return scan();
    }

    /// {id, title, price, score} of all rows.
    @Benchmark
    public double scan4() throws Exception {
        return scan();
    }

    /// All columns of all rows.
    @Benchmark
    public double scanAll() throws Exception {
        return scan();
    }

    /// A fresh open, {id, title, price, score} of the first row, close.
    @Benchmark
    public double open() throws Exception {
        try (OpenTable fresh = asked.open(files)) {
            Tally tally = new Tally();
            fresh.firstRow(Columns.FOUR, tally);
            return tally.total();
        }
    }
}
