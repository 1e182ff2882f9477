/// Batch kernels that turn the content of Parquet pages into dense values.
@NullMarked
package io.forwardstore.engine.internal.parquet.decode;

import org.jspecify.annotations.NullMarked;
