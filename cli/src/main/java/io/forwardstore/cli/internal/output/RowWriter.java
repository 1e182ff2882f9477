package io.forwardstore.cli.internal.output;

import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.Closeable;
import java.io.IOException;

/// Writes rows in one format.
///
/// **State.** Rows so far. **Threads.** One. **Ownership.** Batches stay the caller's. **Failure.** [IOException] when
/// the destination takes no more.
public interface RowWriter extends Closeable {
    /// Writes the rows of a batch. All batches have one schema.
    void write(VectorSchemaRoot batch) throws IOException;

    /// Writes what stands after the rows and makes all of it visible.
    void finish() throws IOException;

    /// Without [#finish] before, a file is left as it was.
    @Override
    void close() throws IOException;
}
