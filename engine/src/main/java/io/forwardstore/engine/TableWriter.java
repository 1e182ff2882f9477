package io.forwardstore.engine;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.Closeable;
import java.io.IOException;

/// Writes a table to a file that appears whole or not at all.
///
/// **State.** Rows written so far. Nothing is visible under the file's name before [#commit].
///
/// **Threads.** One at a time. **Ownership.** Batches stay the caller's. **Failure.** [IOException] naming the file;
/// after one only [#close] may be called. Closing without a commit leaves what was there before and no temporary file.
public interface TableWriter extends Closeable {
    /// Adds the rows of a batch, whose schema is the writer's.
    void write(VectorSchemaRoot batch) throws IOException;

    /// Adds every batch that a reader has left. The reader stays the caller's to close.
    default void writeAll(ArrowReader reader) throws IOException {
        while (reader.loadNextBatch()) {
            write(reader.getVectorSchemaRoot());
        }
    }

    /// Finishes the file, makes it durable and puts it in place.
    void commit() throws IOException;
}
