package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

final class SignalTest {
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Signal signal = new Signal();

    @Test
    void aChangeBetweenALookAndTheWaitIsNotMissed() {
        long seen = signal.enter();
        signal.raise();
        assertNotEquals(seen, signal.awaitChange(seen, System.nanoTime() + MINUTE_NANOS));
        signal.leave();
    }

    @Test
    void waitingEndsWithTheDeadline() {
        long seen = signal.enter();
        assertEquals(seen, signal.awaitChange(seen, System.nanoTime() - 1));
        assertEquals(seen, signal.awaitChange(seen, System.nanoTime() + 1_000_000));
        signal.leave();
    }

    @Test
    void nothingIsCountedWhileNobodyLooks() {
        long seen = signal.enter();
        signal.leave();
        signal.raise();
        assertEquals(seen, signal.enter());
        signal.leave();
    }

    @Test
    void allWhoWaitAreWoken() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(2);
        AtomicLong woken = new AtomicLong();
        Runnable wait =
                () -> {
                    long seen = signal.enter();
                    entered.countDown();
                    woken.addAndGet(signal.awaitChange(seen, System.nanoTime() + MINUTE_NANOS) - seen);
                    signal.leave();
                };
        Thread first = Thread.ofVirtual().start(wait);
        Thread second = Thread.ofVirtual().start(wait);
        entered.await();
        signal.raise();
        first.join();
        second.join();
        assertEquals(2, woken.get());
    }

    @Test
    void anInterruptIsKeptForLater() {
        long seen = signal.enter();
        Thread.currentThread().interrupt();
        try {
            assertEquals(seen, signal.awaitChange(seen, System.nanoTime() + 1_000_000));
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt was swallowed");
        }
        signal.leave();
    }
}
