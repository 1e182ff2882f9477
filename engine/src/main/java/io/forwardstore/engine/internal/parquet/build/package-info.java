/// Arrow arrays from the dense values of pages.
@NullMarked
package io.forwardstore.engine.internal.parquet.build;

import org.jspecify.annotations.NullMarked;
