package io.forwardstore.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Tasks that start at the same moment, each on a thread of its own.
final class Together {
    private static final int PATIENCE_SECONDS = 60;

    private Together() {}

    /// Runs the tasks and fails with the first failure among them, or if one does not end.
    static void run(List<? extends Callable<?>> tasks) {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> futures = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (Callable<?> task : tasks) {
                futures.add(
                        threads.submit(() -> {
                            start.await();
                            return task.call();
                        }));
            }
            start.countDown();
            for (Future<?> future : futures) {
                future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            throw new AssertionError("One of several threads failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("A thread hangs for " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
