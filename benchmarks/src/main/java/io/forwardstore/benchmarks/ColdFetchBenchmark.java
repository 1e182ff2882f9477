package io.forwardstore.benchmarks;

import io.forwardstore.StorageOptions;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.mmap.Advice;
import io.forwardstore.mmap.MMapOptions;
import io.forwardstore.mmap.MMapStorageProvider;
import io.forwardstore.mmap.MappedStore;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Fetches of random rows from a mapped file that is not in memory, as Arrow IPC and as Parquet, with and without
/// asking for all pages beforehand.
///
/// Each round drops the file's pages, opens the store and fetches once; the ways take turns, and the first rounds do
/// not count. Linux only; nothing else may map the file. `java --enable-native-access=ALL-UNNAMED -cp
/// benchmarks/target/forwardstore-benchmarks-*.jar io.forwardstore.benchmarks.ColdFetchBenchmark [folder]`, with a
/// folder on the disk that is measured.
public final class ColdFetchBenchmark {
    private static final int BATCH_ROWS = 65_536;
    private static final int BATCHES = 14;
    private static final int VECTOR_BYTES = 512;
    private static final int WARMUP_ROUNDS = 2;
    private static final int ROUNDS = 9;
    private static final List<String> COLUMNS = List.of("id", "text", "vector");

    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            Field.notNullable("id", new ArrowType.Int(Long.SIZE, true)),
                            Field.notNullable("text", new ArrowType.Utf8()),
                            Field.notNullable("vector", new ArrowType.FixedSizeBinary(VECTOR_BYTES))));

    private enum Way {
        AHEAD(true, Advice.NORMAL),
        NORMAL(false, Advice.NORMAL),
        RANDOM(false, Advice.RANDOM);

        private final boolean readAhead;
        private final Advice advice;

        Way(boolean readAhead, Advice advice) {
            this.readAhead = readAhead;
            this.advice = advice;
        }
    }

    private ColdFetchBenchmark() {}

    /// @param arguments a folder for the table, or nothing for the system's temporary one
    public static void main(String[] arguments) throws Throwable {
        Path folder =
                arguments.length > 0
                        ? Files.createTempDirectory(Path.of(arguments[0]), "cold-fetch")
                        : Files.createTempDirectory("cold-fetch");
        Path arrow = folder.resolve("table.arrow");
        Path parquet = folder.resolve("table.parquet");
        try (BufferAllocator allocator = new RootAllocator()) {
            write(arrow, WriteOptions.arrow(), allocator);
            write(parquet, WriteOptions.parquet(), allocator);
            for (Path file : List.of(arrow, parquet)) {
                for (int rows : new int[] {100, 1_000}) {
                    measure(file, rows, allocator);
                }
            }
        } finally {
            Files.deleteIfExists(arrow);
            Files.deleteIfExists(parquet);
            Files.delete(folder);
        }
    }

    private static void measure(Path file, int rows, BufferAllocator allocator) throws Throwable {
        List<long[]> nanos = new ArrayList<>();
        for (Way _ : Way.values()) {
            nanos.add(new long[ROUNDS]);
        }
        SplittableRandom random = new SplittableRandom(rows);
        for (int round = -WARMUP_ROUNDS; round < ROUNDS; round++) {
            for (Way way : Way.values()) {
                long took = fetchCold(file, way, random.longs(rows, 0, BATCH_ROWS * BATCHES).toArray(), allocator);
                if (round >= 0) {
                    nanos.get(way.ordinal())[round] = took;
                }
            }
        }
        for (Way way : Way.values()) {
            long[] sorted = nanos.get(way.ordinal());
            Arrays.sort(sorted);
            System.out.printf(
                    "%s, %,d rows, %s: median %,d us%n", file.getFileName(), rows, way, sorted[ROUNDS / 2] / 1_000);
        }
    }

    private static long fetchCold(Path file, Way way, long[] rows, BufferAllocator allocator) throws Throwable {
        PageCache.drop(file);
        StorageOptions options =
                StorageOptions.defaults()
                        .with(allocator)
                        .with(MMapOptions.READ_AHEAD, way.readAhead)
                        .with(MMapOptions.ADVICE, way.advice);
        try (MappedStore store = new MMapStorageProvider().open(file, options)) {
            long start = System.nanoTime();
            try (VectorSchemaRoot result = store.fetch(COLUMNS, rows)) {
                long took = System.nanoTime() - start;
                BigIntVector ids = (BigIntVector) result.getVector(0);
                for (int i = 0; i < rows.length; i++) {
                    if (ids.get(i) != rows[i]) {
                        throw new IllegalStateException("row " + rows[i] + " has id " + ids.get(i));
                    }
                }
                return took;
            }
        }
    }

    private static void write(Path file, WriteOptions options, BufferAllocator allocator) throws IOException {
        byte[] text = new byte[64];
        byte[] vector = new byte[VECTOR_BYTES];
        SplittableRandom random = new SplittableRandom(1);
        try (TableWriter writer = TableWriters.create(file, SCHEMA, options);
                VectorSchemaRoot batch = VectorSchemaRoot.create(SCHEMA, allocator)) {
            for (int number = 0; number < BATCHES; number++) {
                for (int i = 0; i < BATCH_ROWS; i++) {
                    random.nextBytes(vector);
                    ((BigIntVector) batch.getVector(0)).setSafe(i, (long) number * BATCH_ROWS + i);
                    ((VarCharVector) batch.getVector(1)).setSafe(i, text, 0, 32 + (i & 31));
                    ((FixedSizeBinaryVector) batch.getVector(2)).setSafe(i, vector);
                }
                batch.setRowCount(BATCH_ROWS);
                writer.write(batch);
            }
            writer.commit();
        }
    }
}
