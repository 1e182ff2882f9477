package io.forwardstore.guice;

import io.forwardstore.ForwardStore;

import java.io.IOException;
import java.nio.file.Path;

/// Opens tables with the backend and the options that a [ForwardStoreModule] was told to use.
///
/// **Threads.** Safe for concurrent calls. **Ownership.** The caller closes the store. **Failure.** As
/// [io.forwardstore.StorageProvider#open] says.
@FunctionalInterface
public interface ForwardStoreFactory {
    /// Opens a table for reading.
    ForwardStore open(Path file) throws IOException;
}
