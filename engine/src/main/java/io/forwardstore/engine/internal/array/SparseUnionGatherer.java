package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

import java.util.List;

/// Gathers sparse unions: type ids, and every child by the union's own selection.
final class SparseUnionGatherer extends Gatherer {
    private final FixedWidthGatherer typeIds = new FixedWidthGatherer(Byte.BYTES);
    private final boolean[] isKnown = new boolean[1 << Byte.SIZE];
    private final ChildGatherers children;

    /// @param typeIds the type id of each child
    SparseUnionGatherer(int[] typeIds, List<Gatherer> children) {
        this.children = new ChildGatherers(children);
        for (int typeId : typeIds) {
            isKnown[typeId] = true;
        }
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
        typeIds.measure(sources(), selection(), scope);
        return aligned(length()) + children.measure(sources(), selection(), scope);
    }

    private void checkTypeIds(int from, int start, int length) {
        long buffer = sources().get(from).buffer1();
        for (int at = start; at < start + length; at++) {
            byte typeId = Memory.getByte(buffer + at);
            if (!isKnown[Byte.toUnsignedInt(typeId)]) {
                throw malformed(
                        from, "expected a type id of the union, found " + typeId + " for value " + at + " of the page");
            }
        }
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        typeIds.writeValues(length, 0, 0, address);
        ArrayData[] written = children.write(address + aligned(length));
        return ArrayData.nested(length, 0, 0, address, 0, written, 0);
    }
}
