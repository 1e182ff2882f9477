package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;

import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Fetches of 100 random rows of {id, title, price, score} from Parquet files, warm, one thread, every value read out.
/// The backend keeps no pages: each fetch decompresses all that it needs.
///
/// Answers are compared with the generator first. Beside ours, on DuckDB's file: what decompressing the touched pages
/// alone costs, and DuckDB on one thread, by a join with the wanted ids.
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
public class ParquetFetchBenchmark {
    private static final List<String> FOUR = List.of("id", "title", "price", "score");
    private static final int CHECKED_REQUESTS = 20;

    private final Requests hundred = new Requests(100);
    private ForwardStore ofDuckDb;
    private ForwardStore ofDefault;
    private ForwardStore ofFetching;
    private ParquetPages pages;
    private Connection duckDb;
    private PreparedStatement join;

    /// Opens the files, and checks answers.
    @Setup
    public void open() throws IOException, SQLException {
        ofDuckDb = openStore(ParquetFiles.DUCKDB);
        ofDefault = openStore(ParquetFiles.DEFAULT);
        ofFetching = openStore(ParquetFiles.FETCHING);
        Path file = ParquetFiles.DUCKDB.path();
        pages = new ParquetPages(file, FOUR);
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = duckDb.createStatement()) {
            statement.execute("set threads = 1");
        }
        join =
                duckDb.prepareStatement(
                        "select id, title, price, score from '"
                                + file
                                + "' join (select unnest(?) as wanted) on id = wanted");
        fetch100DuckDb();
    }

    private ForwardStore openStore(ParquetFiles file) throws IOException {
        ForwardStore store = ForwardStores.open(file.path(), "MMapFileStorage");
        for (int i = 0; i < CHECKED_REQUESTS; i++) {
            check(store, hundred.next());
        }
        return store;
    }

    private static void check(ForwardStore store, long[] rows) throws IOException {
        try (VectorSchemaRoot answer = store.fetch(FOUR, rows)) {
            BigIntVector ids = (BigIntVector) answer.getVector(0);
            for (int i = 0; i < rows.length; i++) {
                String title = String.valueOf(answer.getVector(1).getObject(i));
                if (ids.get(i) != rows[i] || !title.equals(BenchmarkTable.VALUES.title(rows[i]))) {
                    throw new IllegalStateException("Wrong answer for row " + rows[i]);
                }
            }
        }
    }

    /// Closes everything.
    @TearDown
    public void close() throws IOException, SQLException {
        join.close();
        duckDb.close();
        pages.close();
        ofFetching.close();
        ofDefault.close();
        ofDuckDb.close();
    }

    /// This library, its default settings.
    @Benchmark
    public double fetch100Default() throws IOException {
        return fetch(ofDefault);
    }

    /// This library, its settings for fetching.
    @Benchmark
    public double fetch100Fetching() throws IOException {
        return fetch(ofFetching);
    }

    /// This library, DuckDB's file.
    @Benchmark
    public double fetch100OfDuckDb() throws IOException {
        return fetch(ofDuckDb);
    }

    private double fetch(ForwardStore store) throws IOException {
        try (VectorSchemaRoot rows = store.fetch(FOUR, hundred.next())) {
            return Answers.sumFour(rows);
        }
    }

    /// The floor for DuckDB's file: zstd-jni over the pages that the rows lie in.
    @Benchmark
    public long rawZstdOfDuckDb() {
        return pages.decompressOf(hundred.next());
    }

    /// DuckDB, its own file.
    @Benchmark
    public double fetch100DuckDb() throws SQLException {
        long[] rows = hundred.next();
        join.setArray(1, duckDb.createArrayOf("BIGINT", Arrays.stream(rows).boxed().toArray()));
        double sum = 0;
        int count = 0;
        try (ResultSet result = join.executeQuery()) {
            for (; result.next(); count++) {
                sum += result.getLong(1) + result.getString(2).length() + result.getDouble(3);
                float score = result.getFloat(4);
                sum += result.wasNull() ? 0 : score;
            }
        }
        if (count != rows.length) {
            throw new IllegalStateException("Wrong answer of DuckDB: " + count + " rows");
        }
        return sum;
    }
}
