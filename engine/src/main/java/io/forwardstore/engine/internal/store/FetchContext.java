package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What the columns of one fetch share: the rows, where they lie, and memory for pages. Reusable.
final class FetchContext {
    private final AllocatorScope scope;
    private final List<PageGroups> groups = new ArrayList<>(1);
    private int located;
    private long @Nullable [] rowIds;

    FetchContext(BufferAllocator allocator, ChunkRecycler recycler) {
        this.scope = new AllocatorScope(allocator, recycler);
    }

    void begin(long[] rowIds) {
        this.rowIds = rowIds;
        located = 0;
    }

    /// The rows by page; columns that are cut alike share the work.
    PageGroups groupsOf(PageIndex index) {
        for (int i = 0; i < located; i++) {
            if (groups.get(i).index() == index) {
                return groups.get(i);
            }
        }
        if (groups.size() == located) {
            groups.add(new PageGroups());
        }
        PageGroups next = groups.get(located++);
        next.locate(index, rowIds());
        return next;
    }

    long[] rowIds() {
        return Objects.requireNonNull(rowIds);
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
        rowIds = null;
        scope.close();
        scope.becomeGenerous();
    }
}
