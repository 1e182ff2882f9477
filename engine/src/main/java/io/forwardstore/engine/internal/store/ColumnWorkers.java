package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Reads the columns of a batch with up to so many threads, the caller's among them.
final class ColumnWorkers {
    private final int parallelism;

    /// @param parallelism the most threads, from 1
    ColumnWorkers(int parallelism) {
        this.parallelism = parallelism;
    }

    /// The rows `firstRow` to `firstRow + count - 1` of every column, each read into its own scope.
    ArrayData[] read(List<ColumnScan> columns, List<? extends PageScope> scopes, long firstRow, int count)
            throws IOException {
        ArrayData[] arrays = new ArrayData[columns.size()];
        AtomicInteger next = new AtomicInteger();
        Work work =
                () -> {
                    try {
                        for (int i = next.getAndIncrement(); i < arrays.length; i = next.getAndIncrement()) {
                            arrays[i] = columns.get(i).next(firstRow, count, scopes.get(i));
                        }
                        Memory.awaitFaults();
                        return null;
                    } catch (Throwable e) {
                        // A fault is its thread's own: nobody else would hear of it.
                        InternalError fault = Memory.pendingFault();
                        if (fault != null) {
                            throw fault;
                        }
                        throw e;
                    }
                };
        long costly = columns.stream().filter(ColumnScan::isCostly).count();
        int helpers = (int) Math.min(parallelism, costly) - 1;
        if (helpers <= 0) {
            work.call();
            return arrays;
        }
        runWith(helpers, work, next, arrays.length);
        return arrays;
    }

    private static void runWith(int helpers, Work work, AtomicInteger next, int end) throws IOException {
        List<Future<?>> running = new ArrayList<>(helpers);
        for (int i = 0; i < helpers; i++) {
            running.add(Threads.POOL.submit(work::call));
        }
        Throwable failure = null;
        try {
            work.call();
        } catch (Throwable e) {
            failure = e;
            next.set(end);
        }
        for (Future<?> helper : running) {
            failure = join(helper, failure);
        }
        if (failure != null) {
            throwAs(failure);
        }
    }

    /// Waits to the end: a helper must not use a scope that is closed.
    private static @Nullable Throwable join(Future<?> helper, @Nullable Throwable failure) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    helper.get();
                    return failure;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return failure == null ? e.getCause() : failure;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void throwAs(Throwable failure) throws IOException {
        switch (failure) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IOException(failure);
        }
    }

    @FunctionalInterface
    private interface Work {
        @Nullable Object call() throws IOException;
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
