package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.bufferpool.BufferManager;
import io.forwardstore.bufferpool.BufferPoolStorageProvider;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Fetches through a pool that is empty, from a file that is not in memory, and how many reads they take.
///
/// Each round drops the file's pages, opens the store, whose pages went when it was closed, and fetches once; the first
/// rounds do not count, for the pool's memory is fresh then. The table has a million rows of four columns, as Arrow IPC
/// in batches of 1,024 rows and as Parquet in the writer's pages; rows are taken at random, or in runs of 20
/// neighbours. Reads are those of the process (`/proc/self/io`), so run nothing beside it in this JVM. Linux only.
/// `java --enable-native-access=ALL-UNNAMED -cp benchmarks/target/forwardstore-benchmarks-*.jar
/// io.forwardstore.benchmarks.ColdPoolBenchmark [folder]`, with a folder on the disk that is measured.
public final class ColdPoolBenchmark {
    private static final int ROWS = 1_000_000;
    private static final int BATCH_ROWS = 1_024;
    private static final int RUN_ROWS = 20;
    private static final int WARMUP_ROUNDS = 10;
    private static final int ROUNDS = 25;
    private static final long BUDGET_BYTES = 256L << 20;
    private static final List<String> COLUMNS = List.of("id", "title", "price", "score");

    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            Field.notNullable("id", new ArrowType.Int(Long.SIZE, true)),
                            Field.notNullable("title", new ArrowType.Utf8()),
                            Field.notNullable("price", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                            Field.notNullable("score", new ArrowType.Int(Integer.SIZE, true))));

    private ColdPoolBenchmark() {}

    /// @param arguments a folder for the tables, or nothing for the system's temporary one
    public static void main(String[] arguments) throws Throwable {
        Path folder =
                arguments.length > 0
                        ? Files.createTempDirectory(Path.of(arguments[0]), "cold-pool")
                        : Files.createTempDirectory("cold-pool");
        Path arrow = folder.resolve("table.arrow");
        Path parquet = folder.resolve("table.parquet");
        try (BufferAllocator allocator = new RootAllocator();
                BufferManager manager = BufferManager.of(BUDGET_BYTES)) {
            write(arrow, WriteOptions.arrow().withBlockRows(BATCH_ROWS), allocator);
            write(parquet, WriteOptions.parquet(), allocator);
            for (Path file : List.of(arrow, parquet)) {
                for (int runRows : new int[] {1, RUN_ROWS}) {
                    for (int rows : new int[] {100, 1_000}) {
                        measure(file, rows, runRows, manager, allocator);
                    }
                }
            }
        } finally {
            Files.deleteIfExists(arrow);
            Files.deleteIfExists(parquet);
            Files.delete(folder);
        }
    }

    private static void measure(Path file, int rows, int runRows, BufferManager manager, BufferAllocator allocator)
            throws Throwable {
        SplittableRandom random = new SplittableRandom(rows);
        long[] nanos = new long[ROUNDS];
        long[] reads = new long[ROUNDS];
        long[] pages = new long[ROUNDS];
        for (int round = -WARMUP_ROUNDS; round < ROUNDS; round++) {
            long[] wanted =
                    random.longs(rows / runRows, 0, ROWS - runRows)
                            .flatMap(first -> LongStream.range(first, first + runRows))
                            .toArray();
            Cold cold = fetchCold(file, wanted, manager, allocator);
            if (round >= 0) {
                nanos[round] = cold.nanos;
                reads[round] = cold.reads;
                pages[round] = cold.pages;
            }
        }
        System.out.printf(
                "%s, %d rows in runs of %d: %d pages, %d reads, %d us (medians of %d)%n",
                file.getFileName(), rows, runRows, median(pages), median(reads), median(nanos) / 1_000, ROUNDS);
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private record Cold(long nanos, long reads, long pages) {}

    private static Cold fetchCold(Path file, long[] rows, BufferManager manager, BufferAllocator allocator)
            throws Throwable {
        PageCache.drop(file);
        try (ForwardStore store =
                new BufferPoolStorageProvider(manager).open(file, StorageOptions.defaults().with(allocator))) {
            // Where a Parquet file's pages begin is read once, and no part of this.
            store.fetch(COLUMNS, new long[] {0}).close();
            long pagesBefore = manager.stats().loads();
            long readsBefore = reads();
            long start = System.nanoTime();
            try (VectorSchemaRoot result = store.fetch(COLUMNS, rows)) {
                long nanos = System.nanoTime() - start;
                long reads = reads() - readsBefore;
                BigIntVector ids = (BigIntVector) result.getVector(0);
                for (int i = 0; i < rows.length; i++) {
                    if (ids.get(i) != rows[i]) {
                        throw new IllegalStateException("row " + rows[i] + " has id " + ids.get(i));
                    }
                }
                return new Cold(nanos, reads, manager.stats().loads() - pagesBefore);
            }
        }
    }

    /// Reads of this process so far, those for this answer not counted.
    private static long reads() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("syscr: "))
                .mapToLong(line -> Long.parseLong(line.substring("syscr: ".length())))
                .sum();
    }

    private static void write(Path file, WriteOptions options, BufferAllocator allocator) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (TableWriter writer = TableWriters.create(file, SCHEMA, options);
                VectorSchemaRoot batch = VectorSchemaRoot.create(SCHEMA, allocator)) {
            byte[] title = new byte[48];
            for (int first = 0; first < ROWS; first += BATCH_ROWS) {
                int count = Math.min(BATCH_ROWS, ROWS - first);
                for (int i = 0; i < count; i++) {
                    random.nextBytes(title);
                    ((BigIntVector) batch.getVector(0)).setSafe(i, first + i);
                    ((VarCharVector) batch.getVector(1)).setSafe(i, title, 0, 16 + (i & 31));
                    ((Float8Vector) batch.getVector(2)).setSafe(i, random.nextDouble());
                    ((IntVector) batch.getVector(3)).setSafe(i, random.nextInt());
                }
                batch.setRowCount(count);
                writer.write(batch);
            }
            writer.commit();
        }
    }
}
