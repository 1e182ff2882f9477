package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;

import org.apache.arrow.vector.VectorSchemaRoot;
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
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Fetches from a [NumberTable]: what its subclasses let grow is the table, or what is asked of it.
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
public abstract class NumberTableBenchmark {
    private static final int REQUESTS = 1_024;
    private static final int CHECKED = 10;

    /// The backend.
    @Param({"MMapFileStorage", "MemoryStorage", "BufferPoolStorage"})
    public String backend = "";

    private Path file;
    private List<String> names;
    private long[][] requests;
    private int next;
    private ForwardStore store;

    /// The table.
    abstract NumberTable table();

    /// The number of columns asked for.
    abstract int askedColumns();

    /// Opens the table, touches it and checks answers.
    @Setup
    public void open() throws IOException {
        NumberTable table = table();
        file = table.file();
        Touch.all(file);
        names = NumberTable.names(askedColumns());
        SplittableRandom random = new SplittableRandom(7);
        requests = new long[REQUESTS][];
        for (int i = 0; i < REQUESTS; i++) {
            requests[i] = random.longs(100, 0, table.rows()).toArray();
        }
        store = ForwardStores.open(file, backend);
        for (int i = 0; i < CHECKED; i++) {
            try (VectorSchemaRoot answer = store.fetch(names, requests[i])) {
                NumberTable.check(answer, requests[i]);
            }
        }
    }

    /// Closes the table.
    @TearDown
    public void close() throws IOException {
        store.close();
    }

    private long[] nextRequest() {
        return requests[next++ & (REQUESTS - 1)];
    }

    /// 100 random rows.
    @Benchmark
    public double fetch100() throws IOException {
        try (VectorSchemaRoot answer = store.fetch(names, nextRequest())) {
            return NumberTable.sum(answer);
        }
    }

    /// A fresh open, one row, close.
    final double fetchOneFromAFreshStore() throws IOException {
        try (ForwardStore fresh = ForwardStores.open(file, backend);
                VectorSchemaRoot answer = fresh.fetch(names, new long[1])) {
            return NumberTable.sum(answer);
        }
    }
}
