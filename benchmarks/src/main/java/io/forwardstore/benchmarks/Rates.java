package io.forwardstore.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// How many bytes a second each of several things moves, round by round.
final class Rates {
    private final Map<String, double[]> rates = new LinkedHashMap<>();
    private final int rounds;

    Rates(int rounds) {
        this.rounds = rounds;
    }

    /// Something to be timed.
    interface Task {
        void run() throws Exception;
    }

    /// Times a task that moves so many bytes.
    void time(String name, int round, long bytes, Task task) throws Exception {
        long start = System.nanoTime();
        task.run();
        rates.computeIfAbsent(name, _ -> new double[rounds])[round] = bytes * 1e9 / (System.nanoTime() - start);
    }

    /// The median over the rounds, in bytes a second.
    double median(String name) {
        double[] sorted = Objects.requireNonNull(rates.get(name), name).clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    void print() {
        rates.forEach((name, all) -> {
            double[] sorted = all.clone();
            Arrays.sort(sorted);
            System.out.printf(
                    "%-40s %6.2f GB/s (%.2f to %.2f in %d rounds)%n",
                    name, median(name) / 1e9, sorted[0] / 1e9, sorted[rounds - 1] / 1e9, rounds);
        });
    }
}
