package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// Everything at once, for 20 seconds, or longer by `-Dforwardstore.soak.seconds=600`: random budgets, platform and
/// virtual threads, faults in reads, interrupts, files that are replaced, stores that are closed while results live. No
/// answer may be wrong and no byte be left.
@Tag("long")
final class SoakTest {
    private static final int SECONDS = Integer.getInteger("forwardstore.soak.seconds", 20);
    private static final int ROUND_SECONDS = 4;
    private static final int THREADS = 6;
    private static final int FILES = 3;
    private static final int ROWS = 40_000;
    private static final int BATCH_ROWS = 2_048;
    private static final int FAULT_EVERY_READS = 400;

    /// Room for the largest page, a text column's 2,048 rows, and the scratch to read it.
    private static final long SMALLEST_BUDGET = 160 << 10;

    @TempDir Path directory;

    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong replacements = new AtomicLong();

    @Test
    void anythingAtOnceGivesNoWrongValueAndLeavesNoByte() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int round = 0; System.nanoTime() < end; round++) {
            long budget = (long) (SMALLEST_BUDGET * Math.pow(2, random.nextDouble() * 7));
            System.out.println("SoakTest seed " + seed + " round " + round + " budget " + budget);
            run(budget, round % 2 == 0 ? Thread.ofPlatform().factory() : Thread.ofVirtual().factory(), random);
        }
        System.out.println("SoakTest: " + reads + " reads, " + faults + " faults, " + replacements + " replaced files");
        assertTrue(reads.get() > 0);
        assertTrue(faults.get() > 0);
        assertTrue(replacements.get() > 0);
    }

    private void run(long budget, ThreadFactory factory, Random random) throws Exception {
        for (int file = 0; file < FILES; file++) {
            write(file, random);
        }
        BufferManager manager = BufferManager.of(BufferManagerOptions.of(budget).withMaxWait(Duration.ofSeconds(60)));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ROUND_SECONDS);
        try (BufferAllocator allocator = new RootAllocator();
                ExecutorService threads = Executors.newThreadPerTaskExecutor(factory)) {
            List<Future<?>> running = new ArrayList<>();
            running.add(threads.submit(() -> replaceFiles(end, new Random(random.nextLong()))));
            for (int i = 0; i < THREADS; i++) {
                Random own = new Random(random.nextLong());
                running.add(threads.submit(() -> use(manager, allocator, end, own)));
            }
            for (Future<?> thread : running) {
                thread.get(ROUND_SECONDS + 120, TimeUnit.SECONDS);
            }
            assertEquals(0, allocator.getAllocatedMemory());
        }
        BufferManagerStats stats = manager.stats();
        assertEquals(List.of(), manager.holders());
        assertEquals(0, stats.usedBytes(), stats::toString);
        assertTrue(stats.residentBytes() <= budget, stats::toString);
        manager.close();
    }

    private Path file(int number) {
        return directory.resolve("table-" + number);
    }

    /// Writes a table of another version, in either format, in place of what was there.
    private void write(int number, Random random) throws IOException {
        long version = random.nextInt(1, 1_000_000);
        if (random.nextBoolean()) {
            KnownTable.write(file(number), version, ROWS, BATCH_ROWS);
        } else {
            KnownTable.writeParquet(file(number), version, ROWS, 8 * BATCH_ROWS);
        }
    }

    private Void replaceFiles(long end, Random random) throws IOException, InterruptedException {
        while (System.nanoTime() < end) {
            write(random.nextInt(FILES), random);
            replacements.incrementAndGet();
            Thread.sleep(100);
        }
        return null;
    }

    private Void use(BufferManager manager, BufferAllocator allocator, long end, Random random) throws IOException {
        BufferPoolStorageProvider provider =
                new BufferPoolStorageProvider(manager, source -> new FaultySource(source, FAULT_EVERY_READS));
        StorageOptions options = StorageOptions.defaults().with(allocator);
        while (System.nanoTime() < end) {
            List<Result> held = new ArrayList<>();
            try (ForwardStore store = provider.open(file(random.nextInt(FILES)), options)) {
                long version = 0;
                for (int i = 0; i < 50 && System.nanoTime() < end; i++) {
                    version = readSometimesFailing(store, random, version, held);
                }
            } catch (IOException e) {
                countFault(e);
            }
            held.forEach(Result::checkAndClose);
        }
        return null;
    }

    private long readSometimesFailing(ForwardStore store, Random random, long version, List<Result> held)
            throws IOException {
        if (random.nextInt(20) == 0) {
            Thread.currentThread().interrupt();
        }
        try {
            long found = random.nextInt(8) == 0 ? scan(store, random) : fetch(store, random, held);
            assertTrue(version == 0 || found == version, "A store answered of version " + version + " and " + found);
            reads.incrementAndGet();
            return found;
        } catch (IOException e) {
            countFault(e);
            return version;
        } finally {
            Thread.interrupted();
        }
    }

    private static long fetch(ForwardStore store, Random random, List<Result> held) throws IOException {
        long[] rows = random.longs(1 + random.nextInt(100), 0, ROWS).toArray();
        Result result = new Result(store.fetch(KnownTable.COLUMNS, rows), rows);
        long version = result.check();
        if (random.nextInt(10) == 0) {
            held.add(result);
        } else {
            result.root.close();
        }
        return version;
    }

    private static long scan(ForwardStore store, Random random) throws IOException {
        long first = random.nextInt(ROWS);
        long end = first + 1 + random.nextInt((int) (ROWS - first));
        ScanOptions options = ScanOptions.of(KnownTable.COLUMNS).rows(first, end);
        if (random.nextBoolean()) {
            options = options.batchSize(1 + random.nextInt(3 * BATCH_ROWS));
        }
        long version = 0;
        long next = first;
        try (ArrowReader reader = store.scan(options)) {
            while (reader.loadNextBatch()) {
                VectorSchemaRoot root = reader.getVectorSchemaRoot();
                long found = KnownTable.check(root, LongStream.range(next, next + root.getRowCount()).toArray());
                assertTrue(version == 0 || found == version);
                version = found;
                next += root.getRowCount();
            }
        }
        assertEquals(end, next);
        return version;
    }

    /// Only what was injected, and what replacing a file brings about, may fail.
    private void countFault(IOException e) {
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains(FaultySource.MESSAGE) || message.contains("replaced"), () -> "Unexpected " + e);
        faults.incrementAndGet();
    }

    private record Result(VectorSchemaRoot root, long[] rows) {
        long check() {
            return KnownTable.check(root, rows);
        }

        void checkAndClose() {
            check();
            root.close();
        }
    }
}
