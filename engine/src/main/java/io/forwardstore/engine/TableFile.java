package io.forwardstore.engine;

import java.io.Closeable;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// A file in a format that the engine reads, with its structure checked: what it holds and where.
///
/// **State.** Immutable. **Threads.** Safe for concurrent calls. **Ownership.** Owns the [FileSource] that it was opened
/// over.
public interface TableFile extends Closeable {
    /// The file, as the caller named it.
    String name();

    /// The schema as it is shown to users.
    Schema schema();

    /// The record batches or row groups by row.
    PageIndex blocks();

    /// The columns, in the schema's order.
    List<? extends Column> columns();
}
