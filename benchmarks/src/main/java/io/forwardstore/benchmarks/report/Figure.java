package io.forwardstore.benchmarks.report;

import java.util.Map;

/// What one measurement gave.
///
/// @param parameters its parameters by name, `threads` among them
/// @param micros the median time of an operation, in microseconds
/// @param lowest the shortest of the iterations' times
/// @param highest the longest of the iterations' times
/// @param counts what the profilers and the benchmark counted, by label
record Figure(
        Map<String, String> parameters, double micros, double lowest, double highest, Map<String, Double> counts) {
    /// The label of the bytes allocated on the heap by an operation.
    static final String ALLOCATED = "gc.alloc.rate.norm";

    /// A parameter.
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /// A count; 0 if there is none.
    double count(String label) {
        return counts.getOrDefault(label, 0.0);
    }
}
