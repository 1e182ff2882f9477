package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.FileRange;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

final class WarmerTest {
    private static final long ADDRESS = 1L << 40;
    private static final long MIB = 1L << 20;
    private static final List<FileRange> RANGES = List.of(new FileRange(0, 9 * MIB), new FileRange(20 * MIB, 4_096));

    @Test
    void rangesAreWarmedInChunksAndProgressIsTheirSum() {
        FakePageControl pages = new FakePageControl(0);
        List<Long> done = new ArrayList<>();
        Set<Long> totals = new HashSet<>();
        WarmupProgress progress =
                (doneBytes, totalBytes) -> {
                    done.add(doneBytes);
                    totals.add(totalBytes);
                };
        new Warmer(pages, ADDRESS, RANGES, progress).run(1);
        assertEquals(
                List.of(
                        new FileRange(ADDRESS, 4 * MIB),
                        new FileRange(ADDRESS + 4 * MIB, 4 * MIB),
                        new FileRange(ADDRESS + 8 * MIB, MIB),
                        new FileRange(ADDRESS + 20 * MIB, 4_096)),
                pages.populatedRanges);
        assertEquals(List.of(4 * MIB, 8 * MIB, 9 * MIB, 9 * MIB + 4_096), done);
        assertEquals(Set.of(9 * MIB + 4_096), totals);
    }

    @Test
    void aRangeOfWholeChunksLeavesNoEmptyOne() {
        FakePageControl pages = new FakePageControl(0);
        new Warmer(pages, ADDRESS, List.of(new FileRange(4_096, 8 * MIB)), (_, _) -> {}).run(1);
        assertEquals(
                List.of(new FileRange(ADDRESS + 4_096, 4 * MIB), new FileRange(ADDRESS + 4_096 + 4 * MIB, 4 * MIB)),
                pages.populatedRanges);
    }

    @Test
    void asManyThreadsWorkAsAreAllowedAndEachChunkIsWarmedOnce() {
        CountDownLatch together = new CountDownLatch(3);
        Set<String> threads = new HashSet<>();
        AtomicLong helpers = new AtomicLong();
        FakePageControl pages =
                new FakePageControl(0) {
                    @Override
                    public void populate(long address, long bytes) {
                        helpers.accumulateAndGet(helpersAlive(), Math::max);
                        together.countDown();
                        awaitUnchecked(together);
                        synchronized (this) {
                            threads.add(Thread.currentThread().getName());
                        }
                        super.populate(address, bytes);
                    }
                };
        new Warmer(pages, ADDRESS, RANGES, (_, _) -> {}).run(3);
        assertEquals(3, threads.size(), threads.toString());
        assertEquals(2, helpers.get(), "threads beside the caller's");
        assertTrue(threads.contains(Thread.currentThread().getName()), "the caller's thread works too");
        assertEquals(4, pages.populatedRanges.size());
        assertEquals(
                List.of(ADDRESS, ADDRESS + 4 * MIB, ADDRESS + 8 * MIB, ADDRESS + 20 * MIB),
                pages.populatedRanges.stream().map(FileRange::offsetBytes).sorted(Comparator.naturalOrder()).toList());
    }

    private static long helpersAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("forwardstore-warmup-"))
                .count();
    }

    @Test
    void aFailureOfAnyThreadEndsTheWarmUpAndIsThrown() {
        for (Throwable failure : List.of(new InternalError("gone"), new IllegalStateException("broken"))) {
            FakePageControl pages =
                    new FakePageControl(0) {
                        @Override
                        public void populate(long address, long bytes) {
                            super.populate(address, bytes);
                            throwUnchecked(failure);
                        }
                    };
            Warmer warmer = new Warmer(pages, ADDRESS, RANGES, (_, _) -> {});
            assertSame(failure, assertThrows(failure.getClass(), () -> warmer.run(1)));
            assertEquals(1, pages.populatedRanges.size());
        }
    }

    @Test
    void anInterruptedCallerWaitsForTheOthersAndStaysInterrupted() {
        CountDownLatch bothWork = new CountDownLatch(2);
        FakePageControl pages =
                new FakePageControl(0) {
                    @Override
                    public void populate(long address, long bytes) {
                        bothWork.countDown();
                        if (Thread.currentThread().isDaemon()) {
                            awaitUnchecked(bothWork);
                            for (int i = 0; i < 100; i++) {
                                Thread.yield();
                            }
                        }
                        super.populate(address, bytes);
                    }
                };
        List<FileRange> two = List.of(new FileRange(0, 4_096), new FileRange(8_192, 4_096));
        Thread.currentThread().interrupt();
        try {
            new Warmer(pages, ADDRESS, two, (_, _) -> {}).run(2);
            assertEquals(2, pages.populatedRanges.size());
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt was swallowed");
        }
    }

    private static void throwUnchecked(Throwable failure) {
        switch (failure) {
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new AssertionError(failure);
        }
    }

    /// Waits whether or not the thread is interrupted, and leaves it as it was.
    private static void awaitUnchecked(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
