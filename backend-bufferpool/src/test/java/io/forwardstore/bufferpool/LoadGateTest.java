package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

@Timeout(20)
final class LoadGateTest {
    private final LoadGate gate = new LoadGate(2);

    @Test
    void noMoreLoadsRunThanAreAllowed() throws InterruptedException {
        gate.enter();
        gate.enter();
        Thread third = Thread.ofVirtual().start(gate::enter);
        assertFalse(third.join(Duration.ofMillis(50)), "a third load began");
        gate.exit();
        assertTrue(third.join(Duration.ofSeconds(10)), "no load began when another had ended");
    }

    @Test
    void oneLoadAtATimeWaitsForMemoryBesideAnyNumberOfOthers() {
        gate.enter();
        gate.enter();
        gate.enterExclusive(in(Duration.ofSeconds(10)));
        assertThrows(BudgetExhaustedException.class, () -> gate.enterExclusive(in(Duration.ofMillis(10))));
        gate.exitExclusive();
        gate.enterExclusive(in(Duration.ofSeconds(10)));
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }
}
