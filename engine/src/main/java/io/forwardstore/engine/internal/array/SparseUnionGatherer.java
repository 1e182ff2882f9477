package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;

import java.util.List;

/// Gathers sparse unions: type ids, and every child by the union's own selection.
final class SparseUnionGatherer extends Gatherer {
    private final FixedWidthGatherer typeIds = new FixedWidthGatherer(Byte.BYTES);
    private final ChildGatherers children;

    SparseUnionGatherer(List<Gatherer> children) {
        this.children = new ChildGatherers(children);
    }

    @Override
    boolean hasValidity() {
        return false;
    }

    @Override
    long measureValues(PageScope scope) {
        typeIds.measure(sources(), selection(), scope);
        return aligned(length()) + children.measure(sources(), selection(), scope);
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        typeIds.writeValues(length, 0, 0, address);
        ArrayData[] written = children.write(address + aligned(length));
        return ArrayData.nested(length, 0, 0, address, 0, written, 0);
    }
}
