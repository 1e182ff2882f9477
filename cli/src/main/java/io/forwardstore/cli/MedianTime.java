package io.forwardstore.cli;

import java.io.IOException;
import java.util.Arrays;

/// The median time of a task, on the wall clock, after some rounds that do not count.
final class MedianTime {
    private MedianTime() {}

    /// Something to time.
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    static long ofNanos(int warmUps, int rounds, Task task) throws IOException {
        for (int i = 0; i < warmUps; i++) {
            task.run();
        }
        long[] nanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            task.run();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[rounds / 2];
    }
}
