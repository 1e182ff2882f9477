package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.FileRange;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// Fetches of pages that are not in memory. In the file lie, batch by batch and with little in between, 8 KB of
/// versions, 8 KB of ids, 38 KB of text and 4 KB of scores.
@Timeout(60)
@SuppressWarnings("MustBeClosedChecker") // What is opened for a test is closed after it.
final class ColdFetchTest {
    private static final int ROWS = 10_000;
    private static final int BATCH_ROWS = 1_000;
    private static final int BATCHES = ROWS / BATCH_ROWS;
    private static final int PAGES = BATCHES * 4;
    private static final long[] ALL_BATCHES = LongStream.range(0, 100).map(i -> i * 100 + i % 7).toArray();
    private static final long AMPLE = 64L << 20;

    @TempDir Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Path file;
    private WatchedSource source;
    private BufferManager manager;

    @BeforeEach
    void writeTable() throws IOException {
        file = directory.resolve("rows");
        KnownTable.write(file, 5, ROWS, BATCH_ROWS);
    }

    /// Fails if a pin or buffer was left behind.
    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        assertEquals(0, manager.stats().usedBytes());
    }

    private ForwardStore open(long budgetBytes) throws IOException {
        manager = BufferManager.of(BufferManagerOptions.of(budgetBytes).withLeakTracking(LeakTracking.ON));
        opened.add(manager);
        ForwardStore store =
                new BufferPoolStorageProvider(manager, bytes -> source = new WatchedSource(bytes))
                        .open(file, StorageOptions.defaults());
        opened.add(store);
        source.reads.clear();
        return store;
    }

    private static long fetch(ForwardStore store, long... rows) throws IOException {
        try (VectorSchemaRoot root = store.fetch(KnownTable.COLUMNS, rows)) {
            return KnownTable.check(root, rows);
        }
    }

    private void requireNothingPinned() {
        assertEquals(List.of(), manager.holders());
    }

    @Test
    void neighboursAreOneReadWhateverColumnTheyAreOf() throws IOException {
        ForwardStore store = open(AMPLE);
        fetch(store, ALL_BATCHES);
        assertEquals(1, source.reads.size(), source.reads.toString());
        BufferManagerStats stats = manager.stats();
        assertEquals(PAGES, stats.loads());
        assertEquals(PAGES, stats.misses());
        assertEquals(0, stats.hits());
        assertEquals(stats.usedBytes(), store.stats().residentBytes());
        fetch(store, ALL_BATCHES);
        assertEquals(1, source.reads.size());
        assertEquals(PAGES, manager.stats().hits());
    }

    @Test
    void pagesOfAParquetColumnAreReadTogether() throws IOException {
        KnownTable.writeParquet(file, 5, ROWS, ROWS);
        ForwardStore store = open(AMPLE);
        fetch(store, LongStream.range(0, ROWS).toArray());
        assertTrue(manager.stats().loads() >= 40, manager.stats().toString());
        assertTrue(source.reads.size() <= 8, source.reads.toString());
    }

    @Test
    void whatLiesFarApartIsReadApart() throws IOException {
        ForwardStore store = open(AMPLE);
        store.fetch(List.of("version", "score"), ALL_BATCHES).close();
        // The first versions, the last scores, and each batch's scores with the next one's versions.
        assertEquals(BATCHES + 1, source.reads.size(), source.reads.toString());
        assertEquals(2 * BATCHES, manager.stats().loads());
    }

    @Test
    void whatIsThereIsNotReadAgain() throws IOException {
        ForwardStore store = open(AMPLE);
        store.fetch(List.of("id"), ALL_BATCHES).close();
        source.reads.clear();
        fetch(store, ALL_BATCHES);
        assertEquals(PAGES, manager.stats().loads());
        assertEquals(BATCHES, manager.stats().hits());
    }

    @Test
    void aReadTakesNoMoreThanItsShareOfTheBudget() throws IOException {
        long budget = 8L << 20;
        ForwardStore store = open(budget);
        fetch(store, ALL_BATCHES);
        assertTrue(source.reads.size() < BATCHES, source.reads.toString());
        for (FileRange read : source.reads) {
            assertTrue(read.bytes() <= budget / 64, source.reads.toString());
        }
    }

    @Test
    void aLongPageIsReadToWhereItStays() throws IOException {
        KnownTable.write(file, 5, 4 * ROWS, 2 * ROWS);
        ForwardStore store = open(AMPLE);
        fetch(store, 1, 2 * ROWS + 1);
        // Versions, ids and text are longer than what is shared, scores have no neighbours that are not.
        assertEquals(8, source.reads.size(), source.reads.toString());
    }

    @Test
    void withoutMemoryForMoreThanThePagesTheyAreReadOneByOne() throws IOException {
        ForwardStore store = open(AMPLE);
        AtomicLong mostUsed = new AtomicLong();
        source.afterRead = _ -> mostUsed.accumulateAndGet(manager.stats().usedBytes(), Math::max);
        try (PooledBuffer rest = manager.pool().allocate(AMPLE - (200 << 10))) {
            // 116 KB of pages.
            fetch(store, 1, BATCH_ROWS + 1);
            assertEquals(AMPLE - (200 << 10), rest.bytes());
        }
        assertTrue(source.reads.size() > 1, source.reads.toString());
        assertTrue(mostUsed.get() <= AMPLE, mostUsed.toString());
        assertEquals(0, manager.stats().refusals());
    }

    @Test
    void aBudgetOfOnePageAtATimeSuffices() throws IOException {
        ForwardStore store = open(64 << 10);
        AtomicLong mostUsed = new AtomicLong();
        source.afterRead = _ -> mostUsed.accumulateAndGet(manager.stats().usedBytes(), Math::max);
        fetch(store, ALL_BATCHES);
        assertTrue(mostUsed.get() <= 64 << 10, mostUsed.toString());
    }

    @Test
    void twoFetchesThatMissTheSameDoOneRead() throws Exception {
        ForwardStore store = open(AMPLE);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        source.afterRead =
                _ -> {
                    reading.countDown();
                    Waits.await(mayGoOn);
                };
        FutureTask<Long> first = new FutureTask<>(() -> fetch(store, ALL_BATCHES));
        FutureTask<Long> second = new FutureTask<>(() -> fetch(store, ALL_BATCHES));
        Thread.ofVirtual().start(first);
        reading.await();
        awaitBlocked(Thread.ofPlatform().start(second));
        mayGoOn.countDown();
        assertEquals(5, first.get());
        assertEquals(5, second.get());
        assertEquals(1, source.reads.size(), source.reads.toString());
        assertEquals(PAGES, manager.stats().loads());
        requireNothingPinned();
    }

    @Test
    void fetchesThatOverlapWaitForEachOtherWithoutEnd() throws Exception {
        ForwardStore store = open(AMPLE);
        List<FutureTask<Long>> fetches = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            long from = i % 4 * 1_500L;
            long[] rows = LongStream.range(0, 40).map(row -> from + row * 100).toArray();
            List<String> columns = i % 2 == 0 ? KnownTable.COLUMNS : KnownTable.COLUMNS.reversed();
            fetches.add(
                    new FutureTask<>(() -> {
                        store.fetch(columns, rows).close();
                        return fetch(store, rows);
                    }));
        }
        fetches.forEach(Thread.ofVirtual()::start);
        for (FutureTask<Long> fetch : fetches) {
            assertEquals(5, fetch.get());
        }
        assertTrue(manager.stats().loads() <= PAGES, manager.stats().toString());
        requireNothingPinned();
    }

    @Test
    void aReadOfSeveralPagesThatFailsIsDoneAgainPageByPage() throws IOException {
        ForwardStore store = open(AMPLE);
        source.afterRead = read -> failIf(read.bytes() > 64 << 10);
        fetch(store, ALL_BATCHES);
        assertEquals(1 + PAGES, source.reads.size());
        requireNothingPinned();
    }

    @Test
    void aPageThatCannotBeReadFailsThoseWhoWantItAndNobodyElse() throws IOException {
        ForwardStore store = open(AMPLE);
        FileRange broken = new FileRange(firstRead(store, "version"), 1);
        source.afterRead =
                read -> failIf(read.offsetBytes() < broken.endBytes() && broken.offsetBytes() < read.endBytes());
        IOException failure = assertThrows(IOException.class, () -> fetch(store, ALL_BATCHES));
        assertTrue(failure.getMessage().endsWith("no"), failure.getMessage());
        requireNothingPinned();
        assertEquals(5, fetch(store, 5_000, 5_001));
        source.afterRead = _ -> {};
        assertEquals(5, fetch(store, ALL_BATCHES));
        requireNothingPinned();
    }

    /// Where the first page of a column lies.
    private long firstRead(ForwardStore store, String column) throws IOException {
        source.afterRead = _ -> failIf(true);
        assertThrows(IOException.class, () -> store.fetch(List.of(column), new long[] {0}).close());
        return source.reads.getFirst().offsetBytes();
    }

    @Test
    void aReadThatFailsLeavesNothingAndThoseWhoWaitedTryForThemselves() throws Exception {
        ForwardStore store = open(AMPLE);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        source.afterRead =
                _ -> {
                    reading.countDown();
                    Waits.await(mayGoOn);
                    failIf(true);
                };
        FutureTask<Long> first = new FutureTask<>(() -> fetch(store, ALL_BATCHES));
        FutureTask<Long> second = new FutureTask<>(() -> fetch(store, ALL_BATCHES));
        Thread.ofVirtual().start(first);
        reading.await();
        awaitBlocked(Thread.ofPlatform().start(second));
        mayGoOn.countDown();
        for (FutureTask<Long> fetch : List.of(first, second)) {
            ExecutionException failure = assertThrows(ExecutionException.class, fetch::get);
            assertTrue(failure.getCause() instanceof IOException, failure.toString());
        }
        assertEquals(0, manager.stats().usedBytes());
        requireNothingPinned();
        source.afterRead = _ -> {};
        assertEquals(5, fetch(store, ALL_BATCHES));
    }

    @Test
    void anErrorInALoadReachesTheCallerAndLetsOthersGo() throws IOException {
        ForwardStore store = open(AMPLE);
        source.afterRead =
                _ -> {
                    throw new AssertionError("unexpected");
                };
        assertThrows(AssertionError.class, () -> fetch(store, ALL_BATCHES));
        assertEquals(0, manager.stats().usedBytes());
        requireNothingPinned();
        source.afterRead = _ -> {};
        assertEquals(5, fetch(store, ALL_BATCHES));
    }

    @Test
    void anInterruptedFetchAnswersAndStaysInterrupted() throws IOException {
        ForwardStore store = open(AMPLE);
        Thread.currentThread().interrupt();
        long version = fetch(store, ALL_BATCHES);
        assertTrue(Thread.interrupted());
        assertEquals(5, version);
    }

    @Test
    void aFileThatWasReplacedIsReadOnAsItWas() throws IOException {
        ForwardStore store = open(AMPLE);
        KnownTable.write(file, 8, ROWS, BATCH_ROWS);
        assertEquals(5, fetch(store, ALL_BATCHES));
        assertEquals(1, source.reads.size());
    }

    @Test
    void whatIsWrittenToInPlaceDuringTheReadIsRefused() throws IOException {
        ForwardStore store = open(AMPLE);
        source.afterRead =
                _ -> {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.truncate(Files.size(file) - 1);
                    }
                    Files.setLastModifiedTime(file, FileTime.fromMillis(99_000));
                };
        IOException refusal = assertThrows(IOException.class, () -> fetch(store, ALL_BATCHES));
        assertTrue(refusal.getMessage().contains("changed"), refusal.getMessage());
        assertEquals(0, manager.stats().usedBytes());
    }

    private static void failIf(boolean fails) throws IOException {
        if (fails) {
            throw new IOException("no");
        }
    }

    private static void awaitBlocked(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
    }
}
