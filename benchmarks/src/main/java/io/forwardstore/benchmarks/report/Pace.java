package io.forwardstore.benchmarks.report;

import org.openjdk.jmh.runner.options.TimeValue;

/// How long each measurement takes.
///
/// @param warmups iterations that do not count
/// @param iterations iterations that count
/// @param millis the time of an iteration
record Pace(int warmups, int iterations, int millis) {
    /// Enough for a compiled loop and a median.
    static final Pace SHORT = new Pace(2, 3, 350);

    /// For figures with less noise.
    static final Pace LONG = new Pace(3, 5, 1_000);

    /// For operations of a second and more, each an iteration.
    static final Pace SLOW = new Pace(1, 3, 1);

    /// Only to see that everything runs.
    static final Pace TRIAL = new Pace(1, 1, 100);

    /// For pairs of answers that take a tenth of a second and more.
    Pace longer() {
        return new Pace(warmups, iterations, 2 * millis);
    }

    TimeValue time() {
        return TimeValue.milliseconds(millis);
    }

    @Override
    public String toString() {
        return "%d iterations of %d ms after %d to warm up".formatted(iterations, millis, warmups);
    }
}
