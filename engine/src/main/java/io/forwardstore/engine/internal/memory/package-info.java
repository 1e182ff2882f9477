/// Off-heap memory: plain addresses, and who keeps them valid.
@NullMarked
package io.forwardstore.engine.internal.memory;

import org.jspecify.annotations.NullMarked;
