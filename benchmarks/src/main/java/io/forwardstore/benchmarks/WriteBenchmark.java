package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;
import io.forwardstore.benchmarks.peer.BenchmarkFiles;
import io.forwardstore.benchmarks.peer.Gate;
import io.forwardstore.benchmarks.peer.TableCopy;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Converting the columns without nesting from one format to the other, file to file. What was written is read back and
/// compared with the generator before anything is timed.
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
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init")
public class WriteBenchmark {
    /// Who writes what.
    @Param public TableCopy copy;

    private BenchmarkFiles files;
    private Path target;

    /// Writes the source, copies it once and checks the copy.
    @Setup
    public void prepare() throws Exception {
        files = BenchmarkTable.files();
        target = Files.createDirectories(files.folder().resolve("copies")).resolve(copy.name());
        Touch.all(files.flatArrow());
        Touch.all(files.smallPages());
        try (ForwardStore store = ForwardStores.open(copied(), "MMapFileStorage")) {
            Gate.checkFlat(copy.name(), store, files);
        }
    }

    private Path copied() throws Exception {
        return copy.copy(files, target);
    }

    /// A whole copy.
    @Benchmark
    public long write() throws Exception {
        return Files.size(copied());
    }

    /// Deletes the copy.
    @TearDown
    public void delete() throws IOException {
        BenchmarkFiles.delete(target);
    }
}
