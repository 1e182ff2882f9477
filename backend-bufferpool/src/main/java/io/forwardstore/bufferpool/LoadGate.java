package io.forwardstore.bufferpool;

import java.util.concurrent.Semaphore;

/// How many loads run at a time, and which one may wait for memory; see [Patience].
///
/// The exclusive load takes none of the ordinary loads' permits: those never wait for memory, so they come free.
final class LoadGate {
    private final Semaphore loads;
    private final Semaphore exclusive = new Semaphore(1, true);

    LoadGate(int maxLoads) {
        this.loads = new Semaphore(maxLoads);
    }

    void enter() {
        loads.acquireUninterruptibly();
    }

    void exit() {
        loads.release();
    }

    /// @param deadlineNanos by [System#nanoTime]
    /// @throws BudgetExhaustedException if others were waiting for memory all the time
    void enterExclusive(long deadlineNanos) {
        if (!Waits.tryAcquire(exclusive, deadlineNanos)) {
            throw new BudgetExhaustedException("other loads waited for memory all the time");
        }
    }

    void exitExclusive() {
        exclusive.release();
    }
}
