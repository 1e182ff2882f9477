package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

import java.util.List;

/// Gathers sparse unions: type ids, and every child by the union's own selection.
final class SparseUnionGatherer extends Gatherer {
    private final FixedWidthGatherer ids = new FixedWidthGatherer(Byte.BYTES);
    private final TypeIds typeIds;
    private final ChildGatherers children;

    /// @param typeIds the type id of each child
    SparseUnionGatherer(int[] typeIds, List<Gatherer> children) {
        this.typeIds = new TypeIds(typeIds);
        this.children = new ChildGatherers(children);
    }

    @Override
    boolean hasValidity() {
        return false;
    }

    @Override
    long measureValues(PageScope scope) {
        for (int run = 0; run < selection().runs(); run++) {
            checkTypeIds(selection().sources()[run], selection().starts()[run], selection().lengths()[run]);
        }
        ids.measure(sources(), selection(), scope);
        return aligned(length()) + children.measure(sources(), selection(), scope);
    }

    private void checkTypeIds(int from, int start, int length) {
        long buffer = sources().get(from).buffer1();
        for (int at = start; at < start + length; at++) {
            byte typeId = Memory.getByte(buffer + at);
            if (typeIds.childOf(typeId) == TypeIds.NO_CHILD) {
                throw malformed(from, TypeIds.expected(typeId, at));
            }
        }
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        ids.writeValues(length, 0, 0, address);
        ArrayData[] written = children.write(address + aligned(length));
        return ArrayData.nested(length, 0, 0, address, 0, written, 0);
    }
}
