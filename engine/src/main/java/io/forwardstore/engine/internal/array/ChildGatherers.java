package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadAhead;

import java.util.List;

/// The children of a struct or sparse union: all as long as their parent, all gathered by its selection.
final class ChildGatherers {
    private final Gatherer[] gatherers;
    private final Sources[] sources;

    ChildGatherers(List<Gatherer> gatherers) {
        this.gatherers = gatherers.toArray(Gatherer[]::new);
        this.sources = new Sources[this.gatherers.length];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = new Sources();
        }
    }

    void planMeasure(Sources parents, Selection selection, ReadAhead.Plan plan) {
        for (int i = 0; i < gatherers.length; i++) {
            sources[i].setChildren(parents, i);
            gatherers[i].planMeasure(sources[i], selection, plan);
        }
    }

    void planWrite(ReadAhead.Plan plan) {
        for (Gatherer gatherer : gatherers) {
            gatherer.planWrite(plan);
        }
    }

    long measure(Sources parents, Selection selection, PageScope scope) {
        long bytes = 0;
        for (int i = 0; i < gatherers.length; i++) {
            sources[i].setChildren(parents, i);
            bytes += gatherers[i].measure(sources[i], selection, scope);
        }
        return bytes;
    }

    ArrayData[] write(long address) {
        ArrayData[] written = new ArrayData[gatherers.length];
        long at = address;
        for (int i = 0; i < gatherers.length; i++) {
            written[i] = gatherers[i].write(at);
            at += gatherers[i].bytes();
        }
        return written;
    }
}
