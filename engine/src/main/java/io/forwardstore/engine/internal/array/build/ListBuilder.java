package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Allocation;

/// Arrays of lists and maps with offsets.
final class ListBuilder extends ArrayBuilder {
    private final ValidityBuilder validity;
    private final Offsets offsets;
    private final int offsetBytes;
    private final ArrayBuilder child;

    ListBuilder(Allocation allocation, int offsetBytes, ArrayBuilder child) {
        this.validity = new ValidityBuilder(allocation);
        this.offsets = new Offsets(allocation, offsetBytes);
        this.offsetBytes = offsetBytes;
        this.child = child;
    }

    @Override
    public int length() {
        return validity.length();
    }

    @Override
    public boolean fits(ArrayData array, int from, int count) {
        if (count == 0) {
            return true;
        }
        long start = offset(array, from);
        long end = offset(array, from + count);
        checkRange(start, end, array.child().length(), "offsets");
        return end - start <= Integer.MAX_VALUE - child.length()
                && child.fits(array.child(), (int) start, (int) (end - start));
    }

    @Override
    public void append(ArrayData array, int from, int count) {
        if (count == 0) {
            return;
        }
        long start = offset(array, from);
        long end = offset(array, from + count);
        checkRange(start, end, array.child().length(), "offsets");
        validity.append(array, from, count);
        offsets.append(array.buffer1(), from, count, child.length());
        child.append(array.child(), (int) start, (int) (end - start));
    }

    private long offset(ArrayData array, int index) {
        return Offsets.at(array.buffer1(), offsetBytes, index);
    }

    @Override
    public long sizeBytes() {
        return validity.sizeBytes() + offsets.sizeBytes() + child.sizeBytes();
    }

    @Override
    public ArrayData build() {
        return ArrayData.nested(
                length(),
                validity.nullCount(),
                validity.address(),
                offsets.address(),
                0,
                new ArrayData[] {child.build()},
                0);
    }

    @Override
    public void clear() {
        validity.clear();
        offsets.clear();
        child.clear();
    }

    @Override
    public void close() {
        validity.close();
        offsets.close();
        child.close();
    }
}
