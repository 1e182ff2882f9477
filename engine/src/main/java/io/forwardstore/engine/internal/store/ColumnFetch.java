package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.internal.array.ArrayData;

import java.io.IOException;

/// One column of a fetch, in two steps so that all columns share one allocation. Reusable, one thread at a time.
interface ColumnFetch {
    /// Gets the pages and answers the bytes that [#write] needs, a multiple of 64.
    long measure(FetchContext context) throws IOException;

    /// Copies the rows to `address`.
    ArrayData write(long address);
}
