/// Off-heap memory of a buffer manager: reserved address space, and runs of it within a budget.
@NullMarked
package io.forwardstore.bufferpool.internal;

import org.jspecify.annotations.NullMarked;
