package io.forwardstore.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/// The median time of a task, on the wall clock, after some rounds that do not count.
final class MedianTime {
    private static final int MIN_ROUNDS = 3;
    private static final int MAX_ROUNDS = 1_000_000;

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

    /// The median of as many rounds as fit into `time`, but at least three, after some rounds that do not count.
    static long ofNanos(int warmUps, Duration time, Task task) throws IOException {
        for (int i = 0; i < warmUps; i++) {
            task.run();
        }
        long[] nanos = rounds(time, task);
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    private static long[] rounds(Duration time, Task task) throws IOException {
        long[] nanos = new long[MAX_ROUNDS];
        long begin = System.nanoTime();
        int round = 0;
        while (round < MIN_ROUNDS || (round < MAX_ROUNDS && System.nanoTime() - begin < time.toNanos())) {
            long start = System.nanoTime();
            task.run();
            nanos[round++] = System.nanoTime() - start;
        }
        return Arrays.copyOf(nanos, round);
    }
}
