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

import java.util.concurrent.TimeUnit;

/// What a fetch of {id, title, price, score} costs as it asks for more rows.
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
public class FetchSizeBenchmark {
    /// The name of the peer.
    @Param({"MMapFileStorage @ best", "MemoryStorage @ best", "BufferPoolStorage @ best"})
    public String peer = "";

    /// Random rows of a fetch.
    @Param({"1", "10", "100", "1000", "10000", "100000"})
    public int rows;

    private OpenTable table;
    private Requests requests;

    /// Touches the files, opens the peer and checks its answers.
    @Setup
    public void open() throws Exception {
        Peer asked = Peers.byName(peer);
        BenchmarkFiles files = BenchmarkTable.files();
        for (var path : asked.prepare(files)) {
            Touch.all(path);
        }
        table = asked.open(files);
        new Gate(asked, files).check(table, Case.FETCH1000);
        requests = new Requests(rows);
    }

    /// Closes the peer.
    @TearDown
    public void close() throws Exception {
        table.close();
    }

    /// One request.
    @Benchmark
    public double fetch() throws Exception {
        Tally tally = new Tally();
        table.fetch(Columns.FOUR, requests.next(), tally);
        return tally.total();
    }
}
