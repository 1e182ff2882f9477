/// The Parquet format.
@NullMarked
package io.forwardstore.engine.internal.parquet;

import org.jspecify.annotations.NullMarked;
