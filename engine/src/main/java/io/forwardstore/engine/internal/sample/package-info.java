/// A table whose every value can be computed, for demonstrations, benchmarks and their checks.
@NullMarked
package io.forwardstore.engine.internal.sample;

import org.jspecify.annotations.NullMarked;
