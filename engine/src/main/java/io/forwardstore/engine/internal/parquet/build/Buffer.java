package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.memory.Zeros;

/// Memory of a scope that grows. Takes none before it must; what it outgrew stays with the scope.
final class Buffer {
    private final PageScope scope;
    private final long expectedBytes;
    private long address = Zeros.address();
    private long capacityBytes;

    /// @param expectedBytes what is taken first
    Buffer(PageScope scope, long expectedBytes) {
        this.scope = scope;
        this.expectedBytes = expectedBytes;
    }

    /// Where it stands; before it took any memory, some zero bytes that must not be written.
    long address() {
        return address;
    }

    long capacityBytes() {
        return capacityBytes;
    }

    /// Makes room.
    ///
    /// @param usedBytes what must be kept
    /// @param bytes what must fit
    void ensure(long usedBytes, long bytes) {
        ensure(usedBytes, bytes, bytes);
    }

    /// Makes room.
    ///
    /// @param usedBytes what must be kept
    /// @param bytes what must fit
    /// @param wantedBytes what is likely to be needed in the end, if it must grow
    void ensure(long usedBytes, long bytes, long wantedBytes) {
        if (bytes <= capacityBytes) {
            return;
        }
        long capacity = Math.max(Math.max(bytes, wantedBytes), usedBytes == 0 ? expectedBytes : usedBytes * 2);
        long grown = scope.allocate(capacity);
        Memory.copy(address, grown, usedBytes);
        address = grown;
        capacityBytes = capacity;
    }
}
