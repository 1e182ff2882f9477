/// Decompression of Parquet pages, from address to address.
@NullMarked
package io.forwardstore.engine.internal.parquet.codec;

import org.jspecify.annotations.NullMarked;
