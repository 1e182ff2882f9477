package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;

import org.apache.arrow.memory.BufferAllocator;

import java.util.ArrayList;
import java.util.List;

/// What the columns of one fetch share: the rows, where they lie, and memory for pages. Reusable.
final class FetchContext {
    private final AllocatorScope scope;
    private final List<PageIndex> located = new ArrayList<>(1);
    private final List<PageGroups> groups = new ArrayList<>(1);
    private long[] rowIds = {};

    FetchContext(BufferAllocator allocator, ChunkRecycler recycler) {
        this.scope = new AllocatorScope(allocator, recycler);
    }

    void begin(long[] rowIds) {
        this.rowIds = rowIds;
        located.clear();
    }

    /// The rows by page; columns that are cut alike share the work.
    PageGroups groupsOf(PageIndex index) {
        for (int i = 0; i < located.size(); i++) {
            if (located.get(i) == index) {
                return groups.get(i);
            }
        }
        int next = located.size();
        if (groups.size() == next) {
            groups.add(new PageGroups());
        }
        groups.get(next).locate(index, rowIds);
        located.add(index);
        return groups.get(next);
    }

    long[] rowIds() {
        return rowIds;
    }

    PageScope scope() {
        return scope;
    }

    /// Lets go of all pages, and keeps no more than one at a time until the end.
    void becomeFrugal() {
        scope.close();
        scope.becomeFrugal();
    }

    void end() {
        rowIds = new long[0];
        scope.close();
        scope.becomeGenerous();
    }
}
