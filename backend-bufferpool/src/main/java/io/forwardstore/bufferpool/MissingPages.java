package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The pages that a fetch misses, of all of its columns: those that lie side by side in the file are read at once.
///
/// **Threads.** One at a time. **Ownership.** Pages that are there stay pinned by the fetch's scope.
final class MissingPages {
    /// The most that may lie between two pages to read it along with them: about what can be copied, or read by a disk,
    /// in the time that a read of its own costs.
    static final int MAX_GAP_BYTES = 16 << 10;

    /// Longer pages are read on their own, to where they stay: a read less would gain little, and together with others
    /// they would be copied once more.
    static final int MAX_SHARED_BYTES = 128 << 10;

    private static final int MAX_STRETCH_BYTES = 1 << 20;

    /// The share of the budget that a stretch may take; several are in memory at a time.
    private static final int STRETCH_BUDGET_SHARE = 64;

    private final PooledTableFile file;
    private final PageScope scope;
    private final long maxStretchBytes;
    private final List<MissingPage> missing = new ArrayList<>();

    /// @param scope keeps pages pinned
    MissingPages(PooledTableFile file, PageScope scope) {
        this.file = file;
        this.scope = scope;
        long budgetBytes = file.manager().options().budgetBytes();
        this.maxStretchBytes = Math.min(MAX_STRETCH_BYTES, budgetBytes / STRETCH_BUDGET_SHARE);
    }

    /// Pins those of a column's pages that are there, and notes the others.
    ///
    /// @param pages page numbers
    /// @param count how many of them are wanted
    /// @param arrays takes the pages, in that order
    void add(PooledColumn column, int[] pages, int count, ArrayData[] arrays) throws IOException {
        PageTable<ArrayData> table = column.table();
        for (int i = 0; i < count; i++) {
            Frame<ArrayData> frame = table.pinIfLoaded(pages[i], Access.MORE_ROWS);
            if (frame != null) {
                scope.onClose(frame);
                arrays[i] = frame.content();
            } else {
                missing.add(new MissingPage(table, pages[i], shareable(column.pageRange(pages[i])), arrays, i));
            }
        }
    }

    private @Nullable FileRange shareable(@Nullable FileRange range) {
        return range != null && range.bytes() <= MAX_SHARED_BYTES && range.endBytes() <= file.source().sizeBytes()
                ? range
                : null;
    }

    /// Loads what is missing.
    void load() throws IOException {
        if (missing.size() > 1) {
            try {
                new StretchLoads(file.source(), file.manager(), stretches()).run();
            } finally {
                missing.forEach(page -> page.keep(scope));
            }
        }
        for (MissingPage page : missing) {
            page.deliver(scope);
        }
    }

    /// What is missing in the file's order, cut into what is read at once.
    private List<List<MissingPage>> stretches() {
        List<MissingPage> sorted = new ArrayList<>(missing);
        sorted.sort(Comparator.comparingLong(MissingPages::offset));
        List<List<MissingPage>> stretches = new ArrayList<>();
        FileRange run = null;
        int start = 0;
        for (int i = 0; i < sorted.size(); i++) {
            FileRange next = sorted.get(i).range();
            FileRange joined = run == null || next == null ? null : joined(run, next);
            if (joined == null && i > start) {
                stretches.add(sorted.subList(start, i));
                start = i;
            }
            run = joined == null ? next : joined;
        }
        stretches.add(sorted.subList(start, sorted.size()));
        return stretches;
    }

    /// Pages that lie nowhere in particular come last.
    private static long offset(MissingPage page) {
        FileRange range = page.range();
        return range == null ? Long.MAX_VALUE : range.offsetBytes();
    }

    /// The run of bytes that holds both, null if it should not be read at once.
    private @Nullable FileRange joined(FileRange run, FileRange next) {
        FileRange both = run.upTo(next);
        return next.offsetBytes() - run.endBytes() <= MAX_GAP_BYTES && both.bytes() <= maxStretchBytes ? both : null;
    }
}
