package io.forwardstore;

import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// A storage backend: what [java.util.ServiceLoader] finds and a string id picks.
///
/// **State.** None of its own; every store that it opens stands alone.
///
/// **Threads.** Safe for concurrent calls.
///
/// **Ownership.** The caller closes the store. An open that fails leaves nothing behind: no map, descriptor or buffer.
///
/// **Failure.** `open` throws [java.nio.file.NoSuchFileException] for a missing file, [CorruptFileException] for a
/// malformed one, another [IOException] for one that cannot be read, and [IllegalArgumentException] for options that do
/// not fit.
public interface StorageProvider {
    /// The id that picks this backend, such as `MMapFileStorage`; unique in the process, compared exactly.
    String id();

    /// How this backend holds bytes. Third parties that fit none of the types answer [StorageType#NONE].
    StorageType type();

    /// What this backend's stores can do beyond fetch and scan.
    Set<Capability> capabilities();

    /// The options that this backend understands.
    default List<StorageOption<?>> options() {
        return List.of();
    }

    /// Opens a table for reading. Writes nothing and takes no lock.
    ForwardStore open(Path file, StorageOptions options) throws IOException;

    /// Makes an empty table that is flushed to `file`.
    ///
    /// @throws UnsupportedOperationException unless [Capability#WRITE] is declared
    default WritableForwardStore create(Path file, Schema schema, StorageOptions options) throws IOException {
        throw new UnsupportedOperationException("[" + file + "] Cannot create a table: " + id() + " is read-only");
    }
}
