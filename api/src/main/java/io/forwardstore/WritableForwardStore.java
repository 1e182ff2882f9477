package io.forwardstore;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;

/// A forward store that grows.
///
/// **State.** Rows are added at the end and never change. A row is visible to `fetch` and `scan` as soon as the call
/// that added it returns. Each read sees the rows that there were when it began.
///
/// **Threads.** Safe for concurrent calls. Readers never wait for a writer; writers wait for each other.
///
/// **Ownership.** What is appended is copied: the caller keeps and closes its vectors. `close` flushes.
///
/// **Failure.** As for [ForwardStore]. A call that fails adds no row. A flush that fails leaves the file as it was and
/// the store usable.
public interface WritableForwardStore extends ForwardStore {
    /// Adds the rows of `rows`, whose schema is this store's by name and type; the order of columns does not matter.
    void append(VectorSchemaRoot rows) throws IOException;

    /// Adds every batch of `reader`, which stays the caller's to close.
    void append(ArrowReader reader) throws IOException;

    /// Adds one row. A nullable column may be left out; an unknown column or a value of the wrong type is refused by
    /// name.
    void insert(Map<String, ? extends @Nullable Object> row) throws IOException;

    /// Writes all rows to the store's file, which readers see whole, old or new.
    void flush() throws IOException;

    /// True once a limit on rows or bytes is reached; adding more is then refused with [IllegalStateException].
    boolean isFull();
}
