/// Arrow arrays as addresses: their layouts, gather kernels, slices and checks.
@NullMarked
package io.forwardstore.engine.internal.array;

import org.jspecify.annotations.NullMarked;
