package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.internal.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Reads the columns of a scan's batches with several threads, ahead of whoever takes the batches.
///
/// Each column is read from batch to batch, in order and by one thread at a time; columns run ahead of each other
/// within a window of a few batches. Helpers read while the caller uses what it took; a caller that finds its batch
/// unfinished helps. Helpers prepare columns for what will be read next: where pages are longer than the window,
/// opening them would else be the work of one thread, for which all others wait.
///
/// **State.** The batches of the window. **Threads.** [#take], [#clear] are one thread's, the scan's own.
///
/// **Ownership.** Owns the batches of the window. **Failure.** What a batch's reading throws is thrown when that batch
/// is taken; the window is cleared before.
final class ScanAhead {
    private static final int NONE = -1;

    /// What there is to do for a column.
    private enum Work {
        READ,
        PREPARE
    }

    private record Task(int column, Work work) {}

    private final List<ColumnScan> columns;
    private final long endRow;
    private final int maxHelpers;
    private final int maxBatches;
    private final Batches batches;
    private final ArrayDeque<ScanBatch> window = new ArrayDeque<>();
    private final int[] read;
    private final boolean[] busy;
    private final boolean[] preparing;
    private final long[] nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int helpers;
    private boolean stopped;
    private int failedAt;
    private @Nullable Throwable failure;

    /// @param endRow the row after the last one
    /// @param maxHelpers threads beside the caller's, from 1
    /// @param maxBatches the most batches in the window, from 1
    ScanAhead(List<ColumnScan> columns, long endRow, int maxHelpers, int maxBatches, Batches batches) {
        this.columns = columns;
        this.endRow = endRow;
        this.maxHelpers = maxHelpers;
        this.maxBatches = maxBatches;
        this.batches = batches;
        this.read = new int[columns.size()];
        this.busy = new boolean[columns.size()];
        this.preparing = new boolean[columns.size()];
        this.nanos = new long[columns.size()];
    }

    /// Where batches come from.
    @FunctionalInterface
    interface Batches {
        /// The unread batch that starts at a row, null behind the last one.
        @Nullable ScanBatch begin(long firstRow);
    }

    /// The batch that starts at a row, which is the row behind the batch taken last unless that failed. The caller
    /// closes it.
    ScanBatch take(long firstRow) throws IOException {
        while (true) {
            Task task;
            lock.lock();
            try {
                fill(firstRow);
                startHelpers();
                if (isHeadRead()) {
                    return removeHead();
                }
                if (failure != null && failedAt == 0) {
                    break;
                }
                task = claimForCaller();
                if (task == null) {
                    changed.awaitUninterruptibly();
                    continue;
                }
            } finally {
                lock.unlock();
            }
            run(task);
        }
        Throwable thrown = Objects.requireNonNull(failure);
        clear();
        throw asThrown(thrown);
    }

    private void fill(long firstRow) {
        long next = window.isEmpty() ? firstRow : window.getLast().firstRow() + window.getLast().count();
        while (window.size() < maxBatches) {
            ScanBatch batch = batches.begin(next);
            if (batch == null) {
                return;
            }
            window.add(batch);
            next += batch.count();
        }
    }

    private boolean isHeadRead() {
        for (int done : read) {
            if (done == 0) {
                return false;
            }
        }
        return true;
    }

    private ScanBatch removeHead() {
        for (int i = 0; i < read.length; i++) {
            read[i]--;
        }
        failedAt--;
        return window.removeFirst();
    }

    private void startHelpers() {
        int idle = 0;
        for (int column = 0; column < read.length; column++) {
            idle += isReadable(column) || isPreparable(column) ? 1 : 0;
        }
        for (; helpers < maxHelpers && idle > 0; idle--) {
            Threads.POOL.execute(this::help);
            helpers++;
        }
    }

    private void help() {
        for (Task task = claimOrLeave(); task != null; task = claimOrLeave()) {
            run(task);
        }
    }

    private @Nullable Task claimOrLeave() {
        lock.lock();
        try {
            Task task = claimForHelper();
            if (task == null) {
                helpers--;
                changed.signalAll();
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    private void run(Task task) {
        switch (task.work) {
            case READ -> read(task.column);
            case PREPARE -> prepare(task.column);
        }
    }

    /// True if a column has an unread batch before the failed one, and nobody to wait for.
    private boolean isReadable(int column) {
        int end = failure == null ? window.size() : Math.min(window.size(), failedAt);
        return !stopped && !busy[column] && read[column] < end && !columns.get(column).isPreparing();
    }

    private boolean isPreparable(int column) {
        return !stopped && failure == null && !preparing[column] && columns.get(column).canPrepare(endRow);
    }

    /// What the caller does next, null if there is nothing: it needs a batch before anything else.
    private @Nullable Task claimForCaller() {
        Task task = claimRead();
        return task != null ? task : claimPrepare();
    }

    /// What a helper does next, null if there is nothing: it begins early with what takes longest.
    private @Nullable Task claimForHelper() {
        Task task = claimPrepare();
        return task != null ? task : claimRead();
    }

    /// Reading the column that is furthest behind, of those the one that takes longest.
    private @Nullable Task claimRead() {
        int best = NONE;
        for (int column = 0; column < read.length; column++) {
            if (isReadable(column)
                    && (best == NONE
                            || read[column] < read[best]
                            || read[column] == read[best] && nanos[column] > nanos[best])) {
                best = column;
            }
        }
        if (best == NONE) {
            return null;
        }
        busy[best] = true;
        return new Task(best, Work.READ);
    }

    /// Preparing the column that takes longest.
    private @Nullable Task claimPrepare() {
        int best = NONE;
        for (int column = 0; column < read.length; column++) {
            if (isPreparable(column) && (best == NONE || nanos[column] > nanos[best])) {
                best = column;
            }
        }
        if (best == NONE) {
            return null;
        }
        preparing[best] = true;
        return new Task(best, Work.PREPARE);
    }

    private void prepare(int column) {
        long start = System.nanoTime();
        columns.get(column).prepare();
        long elapsedNanos = System.nanoTime() - start;
        lock.lock();
        try {
            preparing[column] = false;
            nanos[column] += elapsedNanos;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Reads the next batch of a column that was claimed.
    private void read(int column) {
        ScanBatch batch = unread(column);
        long start = System.nanoTime();
        Throwable thrown = null;
        try {
            batch.read(column, columns.get(column));
            Memory.awaitFaults();
        } catch (Throwable e) {
            // A fault is its thread's own: nobody else would hear of it.
            InternalError fault = Memory.pendingFault();
            thrown = fault != null ? fault : e;
        }
        finish(column, System.nanoTime() - start, thrown);
    }

    private ScanBatch unread(int column) {
        lock.lock();
        try {
            Iterator<ScanBatch> ahead = window.iterator();
            for (int i = 0; i < read[column]; i++) {
                ahead.next();
            }
            return ahead.next();
        } finally {
            lock.unlock();
        }
    }

    private void finish(int column, long elapsedNanos, @Nullable Throwable thrown) {
        lock.lock();
        try {
            busy[column] = false;
            nanos[column] += elapsedNanos;
            if (thrown == null) {
                read[column]++;
            } else if (failure == null || read[column] < failedAt) {
                failure = thrown;
                failedAt = read[column];
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for helpers to finish what they are at, since they use what is freed, and closes the window and the
    /// columns: reading starts anew with the batch that is taken next.
    void clear() {
        lock.lock();
        try {
            stopped = true;
            while (helpers > 0) {
                changed.awaitUninterruptibly();
            }
            stopped = false;
            failure = null;
            Arrays.fill(read, 0);
        } finally {
            lock.unlock();
        }
        columns.forEach(ColumnScan::close);
        window.forEach(ScanBatch::close);
        window.clear();
    }

    private static RuntimeException asThrown(Throwable failure) throws IOException {
        switch (failure) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IOException(failure);
        }
    }

    private static final class Threads {
        private static final AtomicInteger NUMBER = new AtomicInteger();
        static final ExecutorService POOL =
                Executors.newCachedThreadPool(task -> {
                    Thread thread = new Thread(task, "forwardstore-scan-" + NUMBER.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
