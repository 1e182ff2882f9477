package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;

/// Gathers values of the null type: nothing but their number.
final class NullGatherer extends Gatherer {
    @Override
    boolean hasValidity() {
        return false;
    }

    @Override
    long measureValues(PageScope scope) {
        return 0;
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        return ArrayData.nulls(length, 0);
    }
}
