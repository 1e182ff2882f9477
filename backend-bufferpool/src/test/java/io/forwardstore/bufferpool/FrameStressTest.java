package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Pins, reads without pins, evictions, releases, failures and closing race with each other; every page read is
/// checked, and nothing is left in the end.
@Tag("long")
final class FrameStressTest {
    private static final int PAGES = 64;
    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource({"1, platform", "2, platform", "9, virtual", "40, platform", "100, virtual"})
    void racesLoseNoPageAndNoByte(int budgetPages, String kind) throws Exception {
        long seed = System.nanoTime();
        System.out.println("FrameStressTest seed " + seed);
        StampedPages pages = new StampedPages(12 << 10);
        pages.failEvery = 97;
        BufferManagerOptions options =
                BufferManagerOptions.of(Math.max(1L << 16, budgetPages * (16L << 10)))
                        .withMaxWait(LONG)
                        .withMaxConcurrentLoads(3);
        ThreadFactory factory = kind.equals("virtual") ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory();
        BufferManager manager = BufferManager.of(options);
        PageTable<Long> table = new PageTable<>(manager, "table", 1, PAGES, pages);
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(factory)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Random random = new Random(seed + i);
                readers.add(
                        threads.submit(() -> {
                            read(table, pages, random);
                            return null;
                        }));
            }
            for (Future<?> reader : readers) {
                reader.get(120, TimeUnit.SECONDS);
            }
        }
        assertEquals(List.of(), manager.holders());
        assertTrue(manager.stats().usedBytes() <= options.budgetBytes());
        assertEquals(manager.stats().cachedBytes(), manager.stats().usedBytes());
        assertEquals(0, manager.stats().refusals());
        table.close();
        assertEquals(0, manager.stats().usedBytes());
        assertEquals(0, manager.stats().cachedBytes());
        manager.close();
    }

    private static void read(PageTable<Long> table, StampedPages pages, Random random) throws IOException {
        Deque<Frame<Long>> held = new ArrayDeque<>();
        for (int i = 0; i < 20_000; i++) {
            int page = hotOnes(random);
            if (random.nextInt(4) == 0) {
                readWithoutPins(table, pages, random);
            }
            try {
                Access access = held.isEmpty() ? Access.ROWS : Access.MORE_ROWS;
                held.add(table.pin(page, random.nextInt(8) == 0 ? passing(access) : access));
            } catch (BudgetExhaustedException e) {
                if (held.isEmpty()) {
                    throw e;
                }
                releaseAll(held, pages);
            } catch (IOException e) {
                assertEquals("injected", e.getMessage());
            }
            if (held.size() > random.nextInt(4)) {
                release(held, pages);
            }
        }
        releaseAll(held, pages);
    }

    /// Some pages are wanted far more often than others.
    private static int hotOnes(Random random) {
        return (int) (PAGES * Math.pow(random.nextDouble(), 3));
    }

    private static void readWithoutPins(PageTable<Long> table, StampedPages pages, Random random) {
        HazardSlot slot = table.manager().hazards().take();
        if (slot == null) {
            return;
        }
        int[] wanted = IntStream.generate(() -> hotOnes(random)).limit(1 + random.nextInt(6)).distinct().toArray();
        Long[] addresses = new Long[wanted.length];
        if (slot.read(table, wanted, wanted.length, Access.MORE_ROWS, addresses)) {
            for (int i = 0; i < wanted.length; i++) {
                pages.check(wanted[i], addresses[i]);
            }
        }
        slot.run();
    }

    private static Access passing(Access access) {
        return access == Access.ROWS ? Access.SCAN : Access.MORE_SCAN;
    }

    private static void releaseAll(Deque<Frame<Long>> held, StampedPages pages) {
        while (!held.isEmpty()) {
            release(held, pages);
        }
    }

    private static void release(Deque<Frame<Long>> held, StampedPages pages) {
        Frame<Long> frame = held.remove();
        pages.check(frame.page(), frame.content());
        frame.unpin();
    }
}
