/// Benchmarks: this project's backends, floors written by hand, and other libraries, on one table.
@NullMarked
package io.forwardstore.benchmarks;

import org.jspecify.annotations.NullMarked;
