package io.forwardstore.cli;

import java.util.List;

/// The times of one backend with one table.
///
/// @param label what tells it from the others: the backend, the table, or both
/// @param times what was measured, the same cases in the same order for every result
record BenchResult(String label, List<Time> times) {
    /// @param name what was done
    /// @param nanos the median time
    record Time(String name, long nanos) {}
}
