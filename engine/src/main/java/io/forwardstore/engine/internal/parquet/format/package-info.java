/// Parquet's metadata structures, read from the Thrift compact protocol without objects in between.
@NullMarked
package io.forwardstore.engine.internal.parquet.format;

import org.jspecify.annotations.NullMarked;
