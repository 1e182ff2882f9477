package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Allocation;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

import org.jspecify.annotations.Nullable;

/// Arrays of values of one width, dictionary indices among them.
final class FixedWidthBuilder extends ArrayBuilder {
    private final ValidityBuilder validity;
    private final GrowingBuffer values;
    private final int width;
    private final @Nullable IndexShifter shifter;

    FixedWidthBuilder(Allocation allocation, int width, @Nullable IndexShifter shifter) {
        this.validity = new ValidityBuilder(allocation);
        this.values = new GrowingBuffer(allocation);
        this.width = width;
        this.shifter = shifter;
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
        long bytes = (long) count * width;
        long copied = values.extend(bytes);
        Memory.copy(array.buffer1() + (long) from * width, copied, bytes);
        if (shifter != null) {
            shifter.shift(array, from, count, copied);
        }
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
        values.truncate(0);
    }

    @Override
    public void close() {
        validity.close();
        values.close();
    }
}
