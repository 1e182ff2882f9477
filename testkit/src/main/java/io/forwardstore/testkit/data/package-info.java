/// Tables as plain values, and how they become Arrow vectors, Arrow IPC files and Parquet files. Written apart from the
/// engine on purpose: what checks a reader shares no code with it.
@NullMarked
package io.forwardstore.testkit.data;

import org.jspecify.annotations.NullMarked;
