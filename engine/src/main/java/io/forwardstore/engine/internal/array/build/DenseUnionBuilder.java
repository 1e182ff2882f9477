package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Allocation;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

import java.util.List;

/// Arrays of dense unions. Values of one type that follow one another are copied together.
final class DenseUnionBuilder extends ArrayBuilder {
    private static final ArrayData[] NO_CHILDREN = {};

    private final GrowingBuffer typeIds;
    private final GrowingBuffer offsets;
    private final UnionChildren types;
    private final List<ArrayBuilder> children;

    DenseUnionBuilder(Allocation allocation, UnionChildren types, List<ArrayBuilder> children) {
        this.typeIds = new GrowingBuffer(allocation);
        this.offsets = new GrowingBuffer(allocation);
        this.types = types;
        this.children = children;
    }

    @Override
    public int length() {
        return (int) typeIds.sizeBytes();
    }

    /// Conservative: as if the whole of each child were added.
    @Override
    public boolean fits(ArrayData array, int from, int count) {
        for (int i = 0; i < children.size(); i++) {
            ArrayData child = array.children()[i];
            if (child.length() > Integer.MAX_VALUE - children.get(i).length()
                    || !children.get(i).fits(child, 0, child.length())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void append(ArrayData array, int from, int count) {
        typeIds.append(array.buffer1() + from, count);
        int end = from + count;
        for (int i = from; i < end; ) {
            byte typeId = Memory.getByte(array.buffer1() + i);
            int start = offset(array, i);
            int run = 1;
            while (i + run < end
                    && Memory.getByte(array.buffer1() + i + run) == typeId
                    && offset(array, i + run) == start + run) {
                run++;
            }
            appendRun(array, types.childOf(typeId, children.size()), start, run);
            i += run;
        }
    }

    private void appendRun(ArrayData array, int index, int start, int run) {
        ArrayBuilder child = children.get(index);
        checkRange(start, (long) start + run, array.children()[index].length(), "union offsets");
        for (int i = 0; i < run; i++) {
            offsets.appendInt(child.length() + i);
        }
        child.append(array.children()[index], start, run);
    }

    private static int offset(ArrayData array, int index) {
        return Memory.getInt(array.buffer2() + (long) index * Integer.BYTES);
    }

    @Override
    public long sizeBytes() {
        return typeIds.sizeBytes() + offsets.sizeBytes() + children.stream().mapToLong(ArrayBuilder::sizeBytes).sum();
    }

    @Override
    public ArrayData build() {
        ArrayData[] built = children.stream().map(ArrayBuilder::build).toList().toArray(NO_CHILDREN);
        return ArrayData.nested(length(), 0, 0, typeIds.address(), offsets.address(), built, 0);
    }

    @Override
    public void clear() {
        typeIds.truncate(0);
        offsets.truncate(0);
        children.forEach(ArrayBuilder::clear);
    }

    @Override
    public void close() {
        typeIds.close();
        offsets.close();
        children.forEach(ArrayBuilder::close);
    }
}
