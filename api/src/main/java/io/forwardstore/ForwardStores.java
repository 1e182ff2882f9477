package io.forwardstore;

import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Path;

/// Opens tables by the backends on the class path: `ForwardStores.open(file, StorageType.MMAP)`.
///
/// Each call looks the backends up anew; an application that opens many stores keeps a [StorageProviders].
public final class ForwardStores {
    private ForwardStores() {}

    /// Opens a table for reading with the backend of that type.
    public static ForwardStore open(Path file, StorageType type) throws IOException {
        return open(file, StorageOptions.of(type));
    }

    /// Opens a table for reading with the backend of that id, such as `MMapFileStorage`.
    public static ForwardStore open(Path file, String providerId) throws IOException {
        return open(file, providerId, StorageOptions.defaults());
    }

    /// Opens a table for reading with the backend of that id.
    public static ForwardStore open(Path file, String providerId, StorageOptions options) throws IOException {
        return StorageProviders.load().byId(providerId).open(file, options);
    }

    /// Opens a table for reading with the backend of the options' type.
    public static ForwardStore open(Path file, StorageOptions options) throws IOException {
        return StorageProviders.load().byType(options.type()).open(file, options);
    }

    /// Makes an empty table that is flushed to `file`, with the backend of the options' type.
    public static WritableForwardStore create(Path file, Schema schema, StorageOptions options) throws IOException {
        return StorageProviders.load().byType(options.type()).create(file, schema, options);
    }
}
