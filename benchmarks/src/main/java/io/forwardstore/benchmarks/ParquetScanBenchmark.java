package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;
import io.forwardstore.ScanOptions;

import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Scans of {id, title, price, score} of the ZSTD file that DuckDB wrote, warm, every value touched.
///
/// All answers are compared with the generator first. Beside ours: what decompressing the pages alone costs, DuckDB on
/// one thread, which sums inside and hands nothing out, and Arrow C++, which uses all cores.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {
            "-Xms2g",
            "-Xmx2g",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"
        })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class ParquetScanBenchmark {
    private static final List<String> FOUR = List.of("id", "title", "price", "score");

    /// Arrow C++'s own default.
    private static final int ARROW_CPP_BATCH_ROWS = 131_072;

    private Path file;
    private ParquetPages pages;
    private ForwardStore store;
    private Connection duckDb;
    private BufferAllocator allocator;
    private Dataset arrowCpp;

    /// Opens the file with everybody, and checks answers.
    @Setup
    public void open() throws Exception {
        file = ParquetFiles.DUCKDB.path();
        pages = new ParquetPages(file, FOUR);
        store = ForwardStores.open(file, "MMapFileStorage");
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = duckDb.createStatement()) {
            statement.execute("set threads = 1");
        }
        allocator = new RootAllocator();
        try (FileSystemDatasetFactory factory =
                new FileSystemDatasetFactory(
                        allocator, NativeMemoryPool.getDefault(), FileFormat.PARQUET, file.toUri().toString())) {
            arrowCpp = factory.finish();
        }
        for (int threads = 1; threads <= 2; threads++) {
            try (ArrowReader reader = store.scan(ScanOptions.of(FOUR).parallelism(threads))) {
                ParquetAnswers.check(reader, "this library");
            }
        }
        try (Scanner scanner = newScanner();
                ArrowReader reader = scanner.scanBatches()) {
            ParquetAnswers.check(reader, "Arrow C++");
        }
    }

    /// Closes everything.
    @TearDown
    public void close() throws Exception {
        arrowCpp.close();
        allocator.close();
        duckDb.close();
        store.close();
        pages.close();
    }

    /// The floor: zstd-jni over the pages of these columns.
    @Benchmark
    public long rawZstd() {
        return pages.decompressAll();
    }

    /// This library on one thread.
    @Benchmark
    public double scan4() throws IOException {
        return scan(1);
    }

    /// This library on two threads.
    @Benchmark
    public double scan4TwoThreads() throws IOException {
        return scan(2);
    }

    private double scan(int threads) throws IOException {
        try (ArrowReader reader = store.scan(ScanOptions.of(FOUR).parallelism(threads))) {
            return ParquetAnswers.sum(reader);
        }
    }

    /// DuckDB on one thread.
    @Benchmark
    public double scan4DuckDb() throws SQLException {
        try (Statement statement = duckDb.createStatement();
                ResultSet sums =
                        statement.executeQuery(
                                "select sum(id) + sum(strlen(title)) + sum(price) + sum(score) from '" + file + "'")) {
            sums.next();
            return sums.getDouble(1);
        }
    }

    /// Arrow C++ on all cores.
    @Benchmark
    public double scan4ArrowCpp() throws Exception {
        try (Scanner scanner = newScanner();
                ArrowReader reader = scanner.scanBatches()) {
            return ParquetAnswers.sum(reader);
        }
    }

    private Scanner newScanner() {
        return arrowCpp.newScan(
                new org.apache.arrow.dataset.scanner.ScanOptions(
                        ARROW_CPP_BATCH_ROWS, Optional.of(FOUR.toArray(String[]::new))));
    }
}
