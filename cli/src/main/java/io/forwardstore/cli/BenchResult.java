package io.forwardstore.cli;

import java.util.List;

/// The times of one backend.
///
/// @param id the backend
/// @param times what was measured, the same cases in the same order for every backend
record BenchResult(String id, List<Time> times) {
    /// @param name what was done
    /// @param nanos the median time
    record Time(String name, long nanos) {}
}
