package io.forwardstore.engine;

import io.forwardstore.engine.internal.array.ArrayData;

import java.io.IOException;

/// Reads a column's rows in order, without ever decoding much more than was asked for.
///
/// **State.** The next row. **Threads.** One at a time, but for [#prepare]. **Ownership.** Arrays live as long as the
/// scope that they are read into; the cursor's own state, such as a decompressed page, until [#close].
public interface ColumnCursor extends AutoCloseable {
    /// The next `count` rows as one array.
    ArrayData next(int count, PageScope scope) throws IOException;

    /// True if [#prepare] is worth the while now: something large has to be opened for rows before `endRow`.
    default boolean canPrepare(long endRow) {
        return false;
    }

    /// Opens what comes behind that which is being read, so that [#next] finds it open. Another thread than that of
    /// [#next] may call it, and at the same time. What goes wrong is thrown by [#next].
    default void prepare() {}

    /// True if [#next] would have to wait for [#prepare].
    default boolean isPreparing() {
        return false;
    }

    @Override
    void close();
}
