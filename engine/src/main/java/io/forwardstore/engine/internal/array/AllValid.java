package io.forwardstore.engine.internal.array;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/// One validity buffer without nulls for all arrays of a scan that have none of their own.
///
/// **Threads.** One at a time. **Ownership.** Buffers that were handed out stay valid after [#close].
public final class AllValid implements AutoCloseable {
    private final BufferAllocator allocator;
    private ArrowBuf ones;

    /// @param allocator what the buffer is allocated from, once one is asked for
    public AllValid(BufferAllocator allocator) {
        this.allocator = allocator;
        this.ones = allocator.getEmpty();
    }

    /// A buffer of at least `length` set bits, without a reference of its own: whoever keeps it retains it.
    ArrowBuf buffer(int length) {
        long bytes = Bits.bytesFor(length);
        if (bytes > ones.capacity()) {
            grow(bytes);
        }
        return ones;
    }

    private void grow(long bytes) {
        ArrowBuf larger = allocator.buffer(Math.max(1024, Long.highestOneBit(bytes) * 2));
        larger.setOne(0, larger.capacity());
        ones.close();
        ones = larger;
    }

    @Override
    public void close() {
        ones.close();
        ones = allocator.getEmpty();
    }
}
