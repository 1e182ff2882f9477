package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.PageIndex;

import java.util.ArrayList;
import java.util.List;

/// One instance for all columns whose pages are cut alike, so that rows are located once for all of them.
///
/// **Threads.** Safe for concurrent calls.
final class PageIndexes {
    private final List<PageIndex> known = new ArrayList<>();

    synchronized PageIndex shared(PageIndex index) {
        for (PageIndex candidate : known) {
            if (candidate.isSameAs(index)) {
                return candidate;
            }
        }
        known.add(index);
        return index;
    }
}
