/// Pictures of measurements as SVG, for the command line and the benchmarks.
@NullMarked
package io.forwardstore.engine.internal.plot;

import org.jspecify.annotations.NullMarked;
