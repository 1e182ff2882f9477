package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Objects;

/// A page that a fetch wants and did not find.
///
/// **Threads.** One at a time. **Ownership.** Holds the reference of a frame that it claimed: until it is abandoned or,
/// once loaded, [#keep] hands it on.
final class MissingPage {
    private final PageTable<ArrayData> table;
    private final int page;
    private final @Nullable FileRange range;
    private final ArrayData[] arrays;
    private final int index;
    private @Nullable Frame<ArrayData> frame;
    private boolean isLoaded;

    /// @param range where it lies in the file, null if it is not one run of bytes
    /// @param arrays where it is wanted
    /// @param index its place there
    MissingPage(PageTable<ArrayData> table, int page, @Nullable FileRange range, ArrayData[] arrays, int index) {
        this.table = table;
        this.page = page;
        this.range = range;
        this.arrays = arrays;
        this.index = index;
    }

    @Nullable FileRange range() {
        return range;
    }

    /// Puts a frame in place that others wait for, until it is loaded or abandoned.
    ///
    /// @return false if somebody else has put one there
    boolean claim() {
        frame = table.claim(page);
        return frame != null;
    }

    /// Loads a page that was claimed, without waiting for memory. If that fails the claim is gone.
    void load() throws IOException {
        Frame<ArrayData> claimed = Objects.requireNonNull(frame);
        frame = null;
        table.load(claimed, Access.MORE_ROWS, Patience.NONE);
        frame = claimed;
        isLoaded = true;
    }

    /// Gives a claim up, if there is one.
    void abandon() {
        if (frame != null && !isLoaded) {
            table.abandon(frame);
            frame = null;
        }
    }

    /// Hands the pin of a page that was loaded to a scope.
    void keep(PageScope scope) {
        if (frame != null) {
            scope.onClose(frame);
        }
    }

    /// Puts the page where it is wanted. One that was not loaded yet is looked for once more, and loaded on its own if
    /// nobody else does.
    ///
    /// @param scope keeps it pinned
    void deliver(PageScope scope) throws IOException {
        Frame<ArrayData> held = frame;
        if (held == null) {
            held = table.pin(page, Access.MORE_ROWS);
            scope.onClose(held);
        }
        arrays[index] = held.content();
    }
}
