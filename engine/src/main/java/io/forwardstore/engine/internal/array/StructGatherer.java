package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadAhead;

import java.util.List;

/// Gathers structs: every child by the struct's own selection.
final class StructGatherer extends Gatherer {
    private final ChildGatherers children;

    StructGatherer(List<Gatherer> children) {
        this.children = new ChildGatherers(children);
    }

    @Override
    void planValues(ReadAhead.Plan plan) {
        children.planMeasure(sources(), selection(), plan);
    }

    @Override
    public void planWrite(ReadAhead.Plan plan) {
        children.planWrite(plan);
    }

    @Override
    long measureValues(PageScope scope) {
        return children.measure(sources(), selection(), scope);
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        return ArrayData.nested(length, nullCount, validity, 0, 0, children.write(address), 0);
    }
}
