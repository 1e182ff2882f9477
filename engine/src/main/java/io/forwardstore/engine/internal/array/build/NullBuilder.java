package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;

/// Arrays of the null type.
final class NullBuilder extends ArrayBuilder {
    private int length;

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean fits(ArrayData array, int from, int count) {
        return true;
    }

    @Override
    public void append(ArrayData array, int from, int count) {
        length = Math.addExact(length, count);
    }

    @Override
    public long sizeBytes() {
        return 0;
    }

    @Override
    public ArrayData build() {
        return ArrayData.nulls(length, 0);
    }

    @Override
    public void clear() {
        length = 0;
    }

    @Override
    public void close() {
        length = 0;
    }
}
