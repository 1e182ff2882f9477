package io.forwardstore.memory;

import io.forwardstore.engine.FileFormat;
import io.forwardstore.engine.WriteOptions;

import java.nio.file.Path;

/// The format that a table is flushed in.
public enum FlushFormat {
    /// The one that the file's name asks for: `.arrow`, `.feather` or `.ipc`, `.parquet`.
    BY_NAME,
    /// An uncompressed Arrow IPC file.
    ARROW,
    /// A Parquet file.
    PARQUET;

    /// How a file is written.
    ///
    /// @throws IllegalArgumentException if the name asks for no format
    WriteOptions writeOptions(Path file) {
        return WriteOptions.of(
                switch (this) {
                    case BY_NAME -> FileFormat.ofName(file);
                    case ARROW -> FileFormat.ARROW;
                    case PARQUET -> FileFormat.PARQUET;
                });
    }
}
