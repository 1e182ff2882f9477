package io.forwardstore.benchmarks.report;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All figures, by benchmark.
final class Figures {
    private final Map<String, List<Figure>> figures = new LinkedHashMap<>();

    void add(String benchmark, List<Figure> more) {
        figures.computeIfAbsent(benchmark, _ -> new ArrayList<>()).addAll(more);
    }

    /// True if a benchmark was run, whether or not it gave a figure.
    boolean wasRun(String benchmark) {
        return figures.containsKey(benchmark);
    }

    /// The figures of a benchmark, in the order in which they were measured.
    List<Figure> of(String benchmark) {
        return figures.getOrDefault(benchmark, List.of());
    }

    /// The figure with these parameters, or null.
    ///
    /// @param parameters names and values in turn
    @Nullable Figure find(String benchmark, String... parameters) {
        return of(benchmark).stream().filter(figure -> matches(figure, parameters)).findFirst().orElse(null);
    }

    private static boolean matches(Figure figure, String... parameters) {
        for (int i = 0; i < parameters.length; i += 2) {
            if (!figure.parameter(parameters[i]).equals(parameters[i + 1])) {
                return false;
            }
        }
        return true;
    }

    /// All benchmarks and their figures.
    Map<String, List<Figure>> all() {
        return figures;
    }
}
