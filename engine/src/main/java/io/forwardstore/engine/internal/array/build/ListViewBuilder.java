package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Allocation;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

/// Arrays of list views.
///
/// Lists that share values go on sharing them where the values that a range of lists lies in are no more than about
/// twice those in its lists; otherwise each list gets its own.
final class ListViewBuilder extends ArrayBuilder {
    private final ValidityBuilder validity;
    private final GrowingBuffer offsets;
    private final GrowingBuffer sizes;
    private final int offsetBytes;
    private final ArrayBuilder child;

    ListViewBuilder(Allocation allocation, int offsetBytes, ArrayBuilder child) {
        this.validity = new ValidityBuilder(allocation);
        this.offsets = new GrowingBuffer(allocation);
        this.sizes = new GrowingBuffer(allocation);
        this.offsetBytes = offsetBytes;
        this.child = child;
    }

    @Override
    public int length() {
        return validity.length();
    }

    @Override
    public boolean fits(ArrayData array, int from, int count) {
        Span span = span(array, from, count);
        return span.values() <= Integer.MAX_VALUE - child.length()
                && span.end() - span.start() <= Integer.MAX_VALUE - child.length()
                && child.fits(array.child(), (int) span.start(), (int) (span.end() - span.start()));
    }

    @Override
    public void append(ArrayData array, int from, int count) {
        Span span = span(array, from, count);
        validity.append(array, from, count);
        if (span.end() - span.start() <= 2 * span.values()) {
            long move = child.length() - span.start();
            child.append(array.child(), (int) span.start(), (int) (span.end() - span.start()));
            for (int i = from; i < from + count; i++) {
                long size = size(array, i);
                put(size == 0 ? 0 : Offsets.at(array.buffer1(), offsetBytes, i) + move, size);
            }
        } else {
            for (int i = from; i < from + count; i++) {
                long size = size(array, i);
                put(child.length(), size);
                child.append(
                        array.child(), size == 0 ? 0 : (int) Offsets.at(array.buffer1(), offsetBytes, i), (int) size);
            }
        }
    }

    private Span span(ArrayData array, int from, int count) {
        long start = Long.MAX_VALUE;
        long end = 0;
        long values = 0;
        for (int i = from; i < from + count; i++) {
            long size = size(array, i);
            if (size != 0) {
                long offset = Offsets.at(array.buffer1(), offsetBytes, i);
                checkRange(offset, offset + size, array.child().length(), "list view");
                start = Math.min(start, offset);
                end = Math.max(end, offset + size);
                values += size;
            }
        }
        return new Span(Math.min(start, end), end, values);
    }

    /// The size of a list; of a null none.
    private long size(ArrayData array, int index) {
        boolean isNull = array.validity() != 0 && !Memory.getBit(array.validity(), index);
        return isNull ? 0 : Offsets.at(array.buffer2(), offsetBytes, index);
    }

    private void put(long offset, long size) {
        if (offsetBytes == Integer.BYTES) {
            offsets.appendInt((int) offset);
            sizes.appendInt((int) size);
        } else {
            offsets.appendLong(offset);
            sizes.appendLong(size);
        }
    }

    @Override
    public long sizeBytes() {
        return validity.sizeBytes() + offsets.sizeBytes() + sizes.sizeBytes() + child.sizeBytes();
    }

    @Override
    public ArrayData build() {
        return ArrayData.nested(
                length(),
                validity.nullCount(),
                validity.address(),
                offsets.address(),
                sizes.address(),
                new ArrayData[] {child.build()},
                0);
    }

    @Override
    public void clear() {
        validity.clear();
        offsets.truncate(0);
        sizes.truncate(0);
        child.clear();
    }

    @Override
    public void close() {
        validity.close();
        offsets.close();
        sizes.close();
        child.close();
    }

    /// Where the values of some lists lie, and how many they are.
    private record Span(long start, long end, long values) {}
}
