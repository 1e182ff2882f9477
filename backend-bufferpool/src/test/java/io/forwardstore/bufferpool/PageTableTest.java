package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

final class PageTableTest {
    private static final int PAGE = 60 << 10;

    @Test
    void aPageIsLoadedOnceAndFoundAgain() throws IOException {
        StampedPages pages = new StampedPages(PAGE);
        try (BufferManager manager = manager(1 << 20)) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, 10, pages);
            Frame<Long> first = table.pin(3, Access.ROWS);
            Frame<Long> second = table.pin(3, Access.ROWS);
            assertSame(first, second);
            assertEquals(2, first.pins());
            pages.check(3, first.content());
            first.unpin();
            second.unpin();
            table.pin(3, Access.ROWS).unpin();
            assertEquals(1, pages.loads.get());
            assertEquals(2, manager.stats().hits());
            assertEquals(1, manager.stats().misses());
        }
    }

    @Test
    void manyThreadsThatWantAPageWaitForOneLoad() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        StampedPages pages = new StampedPages(PAGE);
        try (BufferManager manager = manager(1 << 20);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            PageTable<Long> table =
                    new PageTable<>(
                            manager,
                            "table",
                            1,
                            10,
                            (page, memory) -> {
                                started.countDown();
                                awaitUnchecked(release);
                                return pages.load(page, memory);
                            });
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                readers.add(threads.submit(() -> readAndCheck(table, pages, 7)));
            }
            assertTrue(started.await(10, TimeUnit.SECONDS));
            release.countDown();
            for (Future<Long> reader : readers) {
                reader.get(10, TimeUnit.SECONDS);
            }
            assertEquals(1, pages.loads.get());
        }
    }

    @Test
    void aFailedLoadLeavesNothingAndTheNextOneTriesAgain() throws IOException {
        StampedPages pages = new StampedPages(PAGE);
        pages.failEvery = 2;
        try (BufferManager manager = manager(1 << 20)) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, 10, pages);
            table.pin(0, Access.ROWS).unpin();
            long used = manager.stats().usedBytes();
            assertThrows(IOException.class, () -> table.pin(1, Access.ROWS));
            assertEquals(used, manager.stats().usedBytes());
            assertFalse(table.isPresent(1));
            readAndCheck(table, pages, 1);
        }
    }

    @Test
    void whatIsPinnedStaysWhateverElseIsRead() throws IOException {
        StampedPages pages = new StampedPages(PAGE);
        try (BufferManager manager = manager(4 << 16)) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, 100, pages);
            Frame<Long> pinned = table.pin(0, Access.ROWS);
            for (int page = 1; page < 100; page++) {
                readAndCheck(table, pages, page);
            }
            pages.check(0, pinned.content());
            pinned.unpin();
        }
    }

    @Test
    void ifAllIsPinnedALoadWaitsForAnUnpin() throws Exception {
        StampedPages pages = new StampedPages(PAGE);
        try (BufferManager manager = manager(2 << 16);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, 10, pages);
            Frame<Long> one = table.pin(0, Access.ROWS);
            Frame<Long> other = table.pin(1, Access.ROWS);
            Future<Long> waiting = threads.submit((Callable<Long>) () -> readAndCheck(table, pages, 2));
            assertThrows(java.util.concurrent.TimeoutException.class, () -> waiting.get(200, TimeUnit.MILLISECONDS));
            one.unpin();
            waiting.get(10, TimeUnit.SECONDS);
            other.unpin();
        }
    }

    @Test
    void aRefusalSaysWhoHoldsWhat() throws IOException {
        StampedPages pages = new StampedPages(PAGE);
        BufferManagerOptions options = BufferManagerOptions.of(2 << 16).withMaxWait(Duration.ofMillis(50));
        try (BufferManager manager = BufferManager.of(options)) {
            PageTable<Long> table = new PageTable<>(manager, "column 'price' of [rows.arrow]", 1, 10, pages);
            Frame<Long> one = table.pin(0, Access.ROWS);
            Frame<Long> other = table.pin(1, Access.ROWS);
            Frame<Long> again = table.pin(1, Access.ROWS);
            BudgetExhaustedException refusal =
                    assertThrows(BudgetExhaustedException.class, () -> table.pin(2, Access.ROWS));
            assertEquals(
                    "Cannot load page 2 of column 'price' of [rows.arrow]: it needs 65536 bytes more; the budget is"
                            + " 131072 bytes, 131072 in use, held by: page 0 of column 'price' of [rows.arrow] (65536"
                            + " bytes, 1 pin); page 1 of column 'price' of [rows.arrow] (65536 bytes, 2 pins)",
                    sorted(refusal.getMessage()));
            assertEquals(1, manager.stats().refusals());
            assertEquals(131_072, manager.stats().pinnedBytes());
            List.of(one, other, again).forEach(Frame::unpin);
        }
    }

    /// Pages of one size are reported in any order.
    private static String sorted(String message) {
        int at = message.indexOf("held by: ") + "held by: ".length();
        List<String> holders = new ArrayList<>(List.of(message.substring(at).split("; ")));
        holders.sort(null);
        return message.substring(0, at) + String.join("; ", holders);
    }

    @Test
    void aCallerThatHoldsPinsIsToldAtOnce() throws IOException {
        StampedPages pages = new StampedPages(PAGE);
        BufferManagerOptions options = BufferManagerOptions.of(1 << 16).withMaxWait(Duration.ofDays(1));
        try (BufferManager manager = BufferManager.of(options)) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, 10, pages);
            Frame<Long> held = table.pin(0, Access.ROWS);
            assertThrows(BudgetExhaustedException.class, () -> table.pin(1, Access.MORE_ROWS));
            held.unpin();
            readAndCheck(table, pages, 1);
        }
    }

    @Test
    void aPageLargerThanTheBudgetIsRefusedWithoutWaiting() {
        BufferManagerOptions options = BufferManagerOptions.of(1 << 16).withMaxWait(Duration.ofDays(1));
        try (BufferManager manager = BufferManager.of(options)) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, 10, new StampedPages(1 << 16));
            assertThrows(BudgetExhaustedException.class, () -> table.pin(0, Access.ROWS));
            assertEquals(0, manager.stats().usedBytes());
        }
    }

    @Test
    void closingForgetsPagesButNotThoseThatAreRead() throws IOException {
        StampedPages pages = new StampedPages(PAGE);
        try (BufferManager manager = manager(1 << 20)) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, 10, pages);
            readAndCheck(table, pages, 0);
            Frame<Long> held = table.pin(1, Access.ROWS);
            assertEquals(2 * held.bytes(), manager.stats().cachedBytes());
            assertEquals(held.bytes(), manager.stats().pinnedBytes());
            table.close();
            assertEquals(0, manager.stats().cachedBytes());
            assertEquals(held.bytes(), manager.stats().usedBytes());
            pages.check(1, held.content());
            held.unpin();
            assertEquals(0, manager.stats().usedBytes());
        }
    }

    @Test
    void whatIsCachedLeavesRoomForLoads() throws IOException {
        StampedPages pages = new StampedPages(PAGE);
        long budget = 64 << 16;
        try (BufferManager manager = manager(budget)) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, 500, pages);
            readAndCheck(table, pages, 0);
            long pageBytes = manager.stats().usedBytes();
            for (int page = 0; page < 500; page++) {
                readAndCheck(table, pages, page);
                BufferManagerStats stats = manager.stats();
                assertTrue(stats.cachedBytes() <= budget - budget / 32, stats.toString());
                assertEquals(stats.cachedBytes(), stats.usedBytes());
                assertEquals(page + 1, stats.loads());
            }
            BufferManagerStats stats = manager.stats();
            assertTrue(stats.cachedBytes() > budget * 3 / 4, stats.toString());
            assertEquals(500 - stats.cachedBytes() / pageBytes, stats.evictions());
            table.close();
            assertEquals(0, manager.stats().cachedBytes());
        }
    }

    @Test
    void aScanDoesNotStayWhereItWouldPushOthersOut() throws IOException {
        StampedPages pages = new StampedPages(PAGE);
        try (BufferManager manager = manager(16 << 16)) {
            PageTable<Long> hot = new PageTable<>(manager, "hot", 1, 15, pages);
            for (int page = 0; page < 15; page++) {
                readAndCheck(hot, pages, page);
            }
            PageTable<Long> scanned = new PageTable<>(manager, "scanned", 2, 200, pages);
            for (int page = 0; page < 200; page++) {
                Frame<Long> frame = scanned.pin(page, Access.SCAN);
                pages.check(page, frame.content());
                frame.unpin();
            }
            int kept = 0;
            for (int page = 0; page < 15; page++) {
                kept += hot.isPresent(page) ? 1 : 0;
            }
            assertTrue(kept >= 14, "kept " + kept);
        }
    }

    static Long readAndCheck(PageTable<Long> table, StampedPages pages, int page) throws IOException {
        Frame<Long> frame = table.pin(page, Access.ROWS);
        try {
            pages.check(page, frame.content());
            return frame.content();
        } finally {
            frame.unpin();
        }
    }

    private static BufferManager manager(long bytes) {
        return BufferManager.of(BufferManagerOptions.of(bytes).withLeakTracking(LeakTracking.ON));
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
