package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Allocation;

/// Arrays of bits: booleans.
final class BitsBuilder extends ArrayBuilder {
    private final ValidityBuilder validity;
    private final BitSequence values;

    BitsBuilder(Allocation allocation) {
        this.validity = new ValidityBuilder(allocation);
        this.values = new BitSequence(allocation);
    }

    @Override
    public int length() {
        return validity.length();
    }

    @Override
    public boolean fits(ArrayData array, int from, int count) {
        return true;
    }

    @Override
    public void append(ArrayData array, int from, int count) {
        validity.append(array, from, count);
        values.append(array.buffer1(), from, count);
    }

    @Override
    public long sizeBytes() {
        return validity.sizeBytes() + values.sizeBytes();
    }

    @Override
    public ArrayData build() {
        return ArrayData.fixedWidth(length(), validity.nullCount(), validity.address(), values.address(), 0);
    }

    @Override
    public void clear() {
        validity.clear();
        values.clear();
    }

    @Override
    public void close() {
        validity.close();
        values.close();
    }
}
