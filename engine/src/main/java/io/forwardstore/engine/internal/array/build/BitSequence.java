package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.Bits;
import io.forwardstore.engine.internal.memory.Allocation;
import io.forwardstore.engine.internal.memory.GrowingBuffer;

/// Bits that grow at their end.
///
/// **State.** The bits. **Threads.** One at a time. **Ownership.** Owns its memory until [#close].
final class BitSequence implements AutoCloseable {
    private final GrowingBuffer bytes;
    private int count;

    BitSequence(Allocation allocation) {
        this.bytes = new GrowingBuffer(allocation);
    }

    int count() {
        return count;
    }

    long sizeBytes() {
        return bytes.sizeBytes();
    }

    /// Adds bits of another range.
    void append(long source, long sourceBit, int bits) {
        makeRoom(bits);
        Bits.copy(source, sourceBit, bytes.address(), count, bits);
        count += bits;
    }

    /// Adds ones.
    void appendOnes(int bits) {
        makeRoom(bits);
        Bits.setAll(bytes.address(), count, bits);
        count += bits;
    }

    /// The address of the bits; those that fill up the last byte are zero.
    long address() {
        return bytes.address();
    }

    void clear() {
        bytes.truncate(0);
        count = 0;
    }

    @Override
    public void close() {
        bytes.close();
        count = 0;
    }

    private void makeRoom(int bits) {
        long needed = (Math.addExact(count, bits) + 7L) >>> 3;
        bytes.extend(needed - bytes.sizeBytes());
    }
}
