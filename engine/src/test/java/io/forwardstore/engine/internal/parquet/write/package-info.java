@NullMarked
package io.forwardstore.engine.internal.parquet.write;

import org.jspecify.annotations.NullMarked;
