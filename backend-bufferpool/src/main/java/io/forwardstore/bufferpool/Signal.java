package io.forwardstore.bufferpool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Tells those who wait for memory that some may be had. Costs the teller one read while nobody waits.
///
/// A waiter registers, looks for memory, and only then waits for a change since it registered: what happens between the
/// look and the wait is not lost.
final class Signal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger waiters = new AtomicInteger();
    private long version;

    void raise() {
        if (waiters.get() > 0) {
            lock.lock();
            try {
                version++;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// Registers a waiter; every call is paired with one of [#leave].
    ///
    /// @return what [#awaitChange] takes
    long enter() {
        waiters.incrementAndGet();
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        waiters.decrementAndGet();
    }

    /// Waits for a change since `seen`. An interrupt does not cut it short.
    ///
    /// @param deadlineNanos by [System#nanoTime]
    /// @return the version now; `seen` if there was no change until the deadline
    long awaitChange(long seen, long deadlineNanos) {
        boolean interrupted = false;
        lock.lock();
        try {
            long left = deadlineNanos - System.nanoTime();
            while (version == seen && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    left = deadlineNanos - System.nanoTime();
                }
            }
            return version;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
