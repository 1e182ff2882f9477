package io.forwardstore.benchmarks;

import io.forwardstore.benchmarks.peer.BenchmarkFiles;
import io.forwardstore.benchmarks.peer.Case;
import io.forwardstore.benchmarks.peer.Columns;
import io.forwardstore.benchmarks.peer.RawWork;
import io.forwardstore.benchmarks.peer.TableForm;

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

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// The floors under scans: copying the columns' bytes (Arrow IPC), or decompressing their pages (Parquet), one thread.
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
public class RawBenchmark {
    /// The form whose bytes are moved.
    @Param public TableForm form;

    private RawWork work;

    /// Takes the bytes from the files.
    @Setup
    public void open(BenchmarkParams params) throws IOException {
        BenchmarkFiles files = BenchmarkTable.files();
        Columns columns = Case.ofMethod(params.getBenchmark()).columns(form);
        work = form == TableForm.BEST ? RawWork.copying(files, columns) : RawWork.decompressing(files, form, columns);
    }

    /// Frees them.
    @TearDown
    public void close() {
        work.close();
    }

    /// The bytes of {price, score}.
    @Benchmark
    public long scan2() {
        return work.run();
    }

    /// The bytes of {id, title, price, score}.
    @Benchmark
    public long scan4() {
        return work.run();
    }

    /// The bytes of all columns.
    @Benchmark
    public long scanAll() {
        return work.run();
    }
}
