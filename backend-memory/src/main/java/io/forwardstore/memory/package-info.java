/// The resident backend: `MemoryStorage`.
@NullMarked
package io.forwardstore.memory;

import org.jspecify.annotations.NullMarked;
