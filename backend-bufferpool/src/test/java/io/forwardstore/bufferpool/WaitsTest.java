package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

@Timeout(20)
final class WaitsTest {
    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    @Test
    void anInterruptDoesNotEndAWaitAndIsThereAfterIt() throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        Thread opener =
                Thread.ofVirtual()
                        .start(() -> {
                            sleep(Duration.ofMillis(30));
                            latch.countDown();
                        });
        Thread.currentThread().interrupt();
        Waits.await(latch);
        assertEquals(0, latch.getCount());
        assertTrue(Thread.interrupted());
        opener.join();
        Waits.await(latch);
        assertFalse(Thread.interrupted());
    }

    @Test
    void aPermitIsTakenIfItComesInTime() throws InterruptedException {
        Semaphore permits = new Semaphore(0);
        Thread giver =
                Thread.ofVirtual()
                        .start(() -> {
                            sleep(Duration.ofMillis(30));
                            permits.release();
                        });
        Thread.currentThread().interrupt();
        assertTrue(Waits.tryAcquire(permits, in(Duration.ofSeconds(15))));
        assertTrue(Thread.interrupted());
        assertEquals(0, permits.availablePermits());
        giver.join();
    }

    @Test
    void withoutAPermitTheDeadlineEndsTheWaitAndNotBefore() {
        Semaphore permits = new Semaphore(0);
        long start = System.nanoTime();
        assertFalse(Waits.tryAcquire(permits, start + Duration.ofMillis(20).toNanos()));
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(20).toNanos());
        assertFalse(Waits.tryAcquire(permits, start));
        assertFalse(Thread.interrupted());
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
