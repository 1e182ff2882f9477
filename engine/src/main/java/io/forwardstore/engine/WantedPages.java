package io.forwardstore.engine;

import io.forwardstore.engine.internal.array.ArrayData;

/// The whole pages that a fetch wants of one column, and room for them.
///
/// **State.** That of the fetch. **Threads.** One at a time. **Ownership.** The fetch's, which uses it again: nobody
/// keeps it. **Failure.** None.
public interface WantedPages {
    /// The column.
    Column column();

    /// Page numbers, none twice; valid up to [#count].
    int[] pages();

    /// How many pages are wanted.
    int count();

    /// Takes the pages, in the order of [#pages]; may be longer.
    ArrayData[] arrays();
}
