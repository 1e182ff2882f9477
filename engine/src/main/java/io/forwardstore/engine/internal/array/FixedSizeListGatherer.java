package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;

/// Gathers lists of a fixed size, such as embeddings: a list is a run of its child's values.
final class FixedSizeListGatherer extends Gatherer {
    private final int size;
    private final Gatherer child;
    private final Sources childSources = new Sources();
    private final Selection childSelection = new Selection();

    /// @param size values in each list, from 0
    FixedSizeListGatherer(int size, Gatherer child) {
        this.size = size;
        this.child = child;
    }

    @Override
    long measureValues(PageScope scope) {
        childSources.setChildren(sources(), 0);
        childSelection.clear();
        if (size > 0) {
            int runs = selection().runs();
            childSelection.ensureCapacity(runs);
            for (int run = 0; run < runs; run++) {
                childSelection.addRun(
                        selection().sources()[run],
                        size * selection().starts()[run],
                        Math.multiplyExact(size, selection().lengths()[run]));
            }
        }
        return child.measure(childSources, childSelection, scope);
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        return ArrayData.nested(length, nullCount, validity, 0, 0, new ArrayData[] {child.write(address)}, 0);
    }
}
