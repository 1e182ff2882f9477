package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Bits;
import io.forwardstore.engine.internal.memory.Allocation;

/// The validity of an array in the making, which takes no memory before the first null.
///
/// **State.** Length and nulls. **Threads.** One at a time. **Ownership.** Owns its memory until [#close].
final class ValidityBuilder implements AutoCloseable {
    private final BitSequence bits;
    private int length;
    private int nullCount;

    ValidityBuilder(Allocation allocation) {
        this.bits = new BitSequence(allocation);
    }

    int length() {
        return length;
    }

    int nullCount() {
        return nullCount;
    }

    long sizeBytes() {
        return bits.sizeBytes();
    }

    void append(ArrayData array, int from, int count) {
        int nulls = array.validity() == 0 ? 0 : count - (int) Bits.count(array.validity(), from, count);
        int newLength = Math.addExact(length, count);
        if (nulls > 0) {
            bits.appendOnes(length - bits.count());
            bits.append(array.validity(), from, count);
        } else if (nullCount > 0) {
            bits.appendOnes(count);
        }
        length = newLength;
        nullCount += nulls;
    }

    /// The address of the bits, 0 if nothing is null.
    long address() {
        return nullCount == 0 ? 0 : bits.address();
    }

    void clear() {
        bits.clear();
        length = 0;
        nullCount = 0;
    }

    @Override
    public void close() {
        bits.close();
    }
}
