/// From Parquet's schema to Arrow's.
@NullMarked
package io.forwardstore.engine.internal.parquet.schema;

import org.jspecify.annotations.NullMarked;
