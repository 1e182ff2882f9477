/// Storage backend whose tables share one byte budget: decoded pages in a buffer manager, pinned while they are read.
///
/// Users pick [io.forwardstore.bufferpool.BufferPoolStorageProvider] by its id. A
/// [io.forwardstore.bufferpool.BufferManager] may also serve readers of one's own, through a
/// [io.forwardstore.bufferpool.BufferPool].
@NullMarked
package io.forwardstore.bufferpool;

import org.jspecify.annotations.NullMarked;
