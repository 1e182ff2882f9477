/// Runs all benchmarks against all peers and writes `docs/benchmarks.md` with its pictures.
@NullMarked
package io.forwardstore.benchmarks.report;

import org.jspecify.annotations.NullMarked;
