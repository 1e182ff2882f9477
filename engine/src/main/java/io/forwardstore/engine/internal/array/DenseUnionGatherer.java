package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

import java.util.List;

/// Gathers dense unions: each value joins the selection of the child that holds it.
final class DenseUnionGatherer extends Gatherer {
    private final TypeIds known;
    private final Gatherer[] children;
    private final Sources[] childSources;
    private final Selection[] childSelections;
    private int[] typeIds = new int[16];
    private int[] offsets = new int[16];

    /// @param typeIds the type id of each child
    DenseUnionGatherer(int[] typeIds, List<Gatherer> children) {
        this.children = children.toArray(Gatherer[]::new);
        this.childSources = new Sources[this.children.length];
        this.childSelections = new Selection[this.children.length];
        this.known = new TypeIds(typeIds);
        for (int child = 0; child < this.children.length; child++) {
            childSources[child] = new Sources();
            childSelections[child] = new Selection();
        }
    }

    @Override
    boolean hasValidity() {
        return false;
    }

    @Override
    long measureValues(PageScope scope) {
        typeIds = grown(typeIds, length());
        offsets = grown(offsets, length());
        for (int child = 0; child < children.length; child++) {
            childSources[child].setChildren(sources(), child);
            childSelections[child].clear();
        }
        int value = 0;
        for (int run = 0; run < selection().runs(); run++) {
            int start = selection().starts()[run];
            for (int i = 0; i < selection().lengths()[run]; i++) {
                select(value++, selection().sources()[run], start + i);
            }
        }
        long bytes = aligned(length()) + aligned(4L * length());
        for (int child = 0; child < children.length; child++) {
            bytes += children[child].measure(childSources[child], childSelections[child], scope);
        }
        return bytes;
    }

    private void select(int value, int from, int at) {
        ArrayData source = sources().get(from);
        byte typeId = Memory.getByte(source.buffer1() + at);
        int child = known.childOf(typeId);
        if (child == TypeIds.NO_CHILD) {
            throw malformed(from, TypeIds.expected(typeId, at));
        }
        int offset = Memory.getInt(source.buffer2() + 4L * at);
        int childLength = source.children()[child].length();
        if (offset < 0 || offset >= childLength) {
            throw malformed(
                    from,
                    "expected a union offset below "
                            + childLength
                            + ", found "
                            + offset
                            + " for value "
                            + at
                            + " of the page");
        }
        typeIds[value] = typeId;
        offsets[value] = (int) childSelections[child].total();
        childSelections[child].add(from, offset);
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        long offsetsAddress = address + aligned(length);
        for (int i = 0; i < length; i++) {
            Memory.putByte(address + i, (byte) typeIds[i]);
            Memory.putInt(offsetsAddress + 4L * i, offsets[i]);
        }
        long at = offsetsAddress + aligned(4L * length);
        ArrayData[] written = new ArrayData[children.length];
        for (int child = 0; child < children.length; child++) {
            written[child] = children[child].write(at);
            at += children[child].bytes();
        }
        return ArrayData.nested(length, 0, 0, address, offsetsAddress, written, 0);
    }
}
