package io.forwardstore.engine.internal.memory;

import org.apache.arrow.memory.ArrowBuf;

/// Where buffers that grow get their memory.
///
/// **Ownership.** The caller of [#allocate] holds the one reference of what it answers; dropping it need not free the
/// memory at once.
@FunctionalInterface
public interface Allocation {
    /// Memory of at least `bytes` bytes.
    ///
    /// @throws org.apache.arrow.memory.OutOfMemoryException when it is not to be had
    ArrowBuf allocate(long bytes);
}
