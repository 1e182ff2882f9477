package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.FileRange;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

final class PageLockTest {
    private static final long ADDRESS = 1L << 40;
    private static final long MIB = 1L << 20;

    @Test
    void whatFitsIsLockedAtOnceAndOnlyOnce() {
        FakePageControl pages = new FakePageControl(100 * MIB);
        PageLock lock = new PageLock(pages, ADDRESS, 100 * MIB);
        LockResult result = lock.lock();
        assertTrue(result.isComplete());
        assertEquals(100 * MIB, result.wantedBytes());
        assertEquals(OptionalLong.empty(), result.limitBytes());
        lock.lock();
        assertEquals(List.of(new FileRange(ADDRESS, 100 * MIB)), pages.askedLocks);
    }

    @Test
    void whatDoesNotFitIsLockedInEverSmallerStepsToTheLastPageThatDoes() {
        FakePageControl pages = new FakePageControl(3 * MIB + 4_096 + 4_095);
        PageLock lock = new PageLock(pages, ADDRESS, 70 * MIB);
        LockResult result = lock.lock();
        assertFalse(result.isComplete());
        assertEquals(3 * MIB + 4_096, result.lockedBytes());
        assertEquals(OptionalLong.of(3 * MIB + 4_096 + 4_095), result.limitBytes());
        List<FileRange> expected = new ArrayList<>();
        expected.add(new FileRange(ADDRESS, 70 * MIB));
        for (long step = 64 * MIB; step >= 2 * MIB; step /= 2) {
            expected.add(new FileRange(ADDRESS, step));
        }
        expected.add(new FileRange(ADDRESS + 2 * MIB, 2 * MIB));
        expected.add(new FileRange(ADDRESS + 2 * MIB, MIB));
        for (long step = MIB; step >= 4_096; step /= 2) {
            expected.add(new FileRange(ADDRESS + 3 * MIB, step));
        }
        expected.add(new FileRange(ADDRESS + 3 * MIB + 4_096, 4_096));
        assertEquals(expected, pages.askedLocks);
    }

    @Test
    void noStepReachesPastTheMapping() {
        FakePageControl pages =
                new FakePageControl(Long.MAX_VALUE) {
                    @Override
                    public boolean lock(long address, long bytes) {
                        return super.lock(address, bytes) && bytes <= 64 * MIB;
                    }
                };
        PageLock lock = new PageLock(pages, ADDRESS, 100 * MIB);
        assertTrue(lock.lock().isComplete());
        assertEquals(
                List.of(
                        new FileRange(ADDRESS, 100 * MIB),
                        new FileRange(ADDRESS, 64 * MIB),
                        new FileRange(ADDRESS + 64 * MIB, 36 * MIB)),
                pages.askedLocks);
    }

    @Test
    void lockingAgainGoesOnWhereTheLimitWas() {
        FakePageControl pages = new FakePageControl(3 * MIB);
        PageLock lock = new PageLock(pages, ADDRESS, 4 * MIB);
        assertEquals(3 * MIB, lock.lock().lockedBytes());
        pages.locked = 0; // others unlocked theirs
        pages.askedLocks.clear();
        assertTrue(lock.lock().isComplete());
        assertEquals(List.of(new FileRange(ADDRESS + 3 * MIB, MIB)), pages.askedLocks);
    }

    @Test
    void unlockingGivesBackAllThatWasLockedAndOnlyOnce() {
        FakePageControl pages = new FakePageControl(MIB);
        PageLock lock = new PageLock(pages, ADDRESS, 4 * MIB);
        lock.unlock();
        lock.lock();
        assertEquals(MIB, lock.lockedBytes());
        lock.unlock();
        lock.unlock();
        assertEquals(List.of(new FileRange(ADDRESS, MIB)), pages.unlocks);
        assertEquals(0, lock.lockedBytes());
    }
}
