package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Allocation;
import io.forwardstore.engine.internal.memory.GrowingBuffer;

/// Arrays of strings and binaries with offsets.
final class VarWidthBuilder extends ArrayBuilder {
    private final ValidityBuilder validity;
    private final Offsets offsets;
    private final GrowingBuffer bytes;
    private final int offsetBytes;

    VarWidthBuilder(Allocation allocation, int offsetBytes) {
        this.validity = new ValidityBuilder(allocation);
        this.offsets = new Offsets(allocation, offsetBytes);
        this.bytes = new GrowingBuffer(allocation);
        this.offsetBytes = offsetBytes;
    }

    @Override
    public int length() {
        return validity.length();
    }

    @Override
    public boolean fits(ArrayData array, int from, int count) {
        return count == 0 || offset(array, from + count) - offset(array, from) <= offsets.maximum() - bytes.sizeBytes();
    }

    @Override
    public void append(ArrayData array, int from, int count) {
        if (count == 0) {
            return;
        }
        long start = offset(array, from);
        long end = offset(array, from + count);
        checkRange(start, end, array.buffer2Bytes(), "offsets");
        validity.append(array, from, count);
        offsets.append(array.buffer1(), from, count, bytes.sizeBytes());
        bytes.append(array.buffer2() + start, end - start);
    }

    private long offset(ArrayData array, int index) {
        return Offsets.at(array.buffer1(), offsetBytes, index);
    }

    @Override
    public long sizeBytes() {
        return validity.sizeBytes() + offsets.sizeBytes() + bytes.sizeBytes();
    }

    @Override
    public ArrayData build() {
        return ArrayData.varWidth(
                length(),
                validity.nullCount(),
                validity.address(),
                offsets.address(),
                bytes.address(),
                bytes.sizeBytes(),
                0);
    }

    @Override
    public void clear() {
        validity.clear();
        offsets.clear();
        bytes.truncate(0);
    }

    @Override
    public void close() {
        validity.close();
        offsets.close();
        bytes.close();
    }
}
