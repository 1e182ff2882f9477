package io.forwardstore.engine;

import io.forwardstore.engine.internal.array.ArrayData;

import java.io.IOException;

/// Reads a column's rows in order, without ever decoding much more than was asked for.
///
/// **State.** The next row. **Threads.** One at a time. **Ownership.** Arrays live as long as the scope that they are
/// read into; the cursor's own state, such as a decompressed page, until [#close].
public interface ColumnCursor extends AutoCloseable {
    /// The next `count` rows as one array.
    ArrayData next(int count, PageScope scope) throws IOException;

    @Override
    void close();
}
