package io.forwardstore.benchmarks.report;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measurements that belong together: one benchmark method over lists of parameters.
///
/// @param benchmark class and method: `PeerBenchmark.fetch100`
/// @param parameters the values of each parameter
/// @param threads how many threads ask at once
/// @param pace of these measurements, or null for the usual one
record Stage(String benchmark, Map<String, List<String>> parameters, int threads, @Nullable Pace pace) {
    static Stage of(String benchmark) {
        return new Stage(benchmark, Map.of(), 1, null);
    }

    Stage with(String parameter, List<String> values) {
        Map<String, List<String>> more = new LinkedHashMap<>(parameters);
        more.put(parameter, values);
        return new Stage(benchmark, more, threads, pace);
    }

    Stage withThreads(int count) {
        return new Stage(benchmark, parameters, count, pace);
    }

    Stage at(Pace other) {
        return new Stage(benchmark, parameters, threads, other);
    }

    /// How many measurements it is.
    int size() {
        return parameters.values().stream().mapToInt(List::size).reduce(1, Math::multiplyExact);
    }
}
