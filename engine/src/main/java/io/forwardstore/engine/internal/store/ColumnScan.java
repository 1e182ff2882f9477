package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;

import java.io.IOException;

/// One column of a scan. One thread at a time, but for [#prepare].
interface ColumnScan extends AutoCloseable {
    /// The rows `firstRow` to `firstRow + count - 1`, which follow those of the call before.
    ///
    /// @param scope keeps the array valid
    ArrayData next(long firstRow, int count, PageScope scope) throws IOException;

    /// True if [#next] decodes, so that another thread is worth its while.
    boolean isCostly();

    /// As [ColumnCursor#canPrepare].
    default boolean canPrepare(long endRow) {
        return false;
    }

    /// As [ColumnCursor#prepare].
    default void prepare() {}

    /// As [ColumnCursor#isPreparing].
    default boolean isPreparing() {
        return false;
    }

    /// Frees what is open. [#next] opens it again; until then nothing can be prepared.
    @Override
    void close();
}
