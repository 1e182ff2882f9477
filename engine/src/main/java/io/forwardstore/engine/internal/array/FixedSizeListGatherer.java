package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadAhead;

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
    void planValues(ReadAhead.Plan plan) {
        selectChildren();
        child.planMeasure(childSources, childSelection, plan);
    }

    @Override
    public void planWrite(ReadAhead.Plan plan) {
        child.planWrite(plan);
    }

    @Override
    long measureValues(PageScope scope) {
        selectChildren();
        return child.measure(childSources, childSelection, scope);
    }

    private void selectChildren() {
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
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        return ArrayData.nested(length, nullCount, validity, 0, 0, new ArrayData[] {child.write(address)}, 0);
    }
}
