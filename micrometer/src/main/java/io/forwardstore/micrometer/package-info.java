/// Statistics of stores and buffer managers as meters of
/// [Micrometer](https://docs.micrometer.io/micrometer/reference/).
///
/// [ForwardStoreMetrics] for a store, [BufferManagerMetrics] for a buffer manager. Meters ask for the statistics when
/// they are read, and cost nothing between.
@NullMarked
package io.forwardstore.micrometer;

import org.jspecify.annotations.NullMarked;
