package io.forwardstore.memory;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// One thread for all journals that are forced now and then.
final class JournalTimer {
    private static final ScheduledExecutorService THREAD =
            Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "forwardstore-journal");
                thread.setDaemon(true);
                return thread;
            });

    private JournalTimer() {}

    static ScheduledFuture<?> every(long millis, Runnable task) {
        return THREAD.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
    }
}
