package io.forwardstore.benchmarks.report;

import java.util.List;

/// Measurements that share a JVM, one after the other.
///
/// @param title what a person calls them
/// @param stages in their order
record Fork(String title, List<Stage> stages) {
    static Fork of(String title, Stage... stages) {
        return new Fork(title, List.of(stages));
    }

    /// How many measurements it is.
    int size() {
        return stages.stream().mapToInt(Stage::size).sum();
    }
}
