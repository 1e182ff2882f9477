package io.forwardstore.cli.internal.output;

import io.forwardstore.engine.TableWriter;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Rows as an Arrow IPC or Parquet file.
///
/// A table file is whole only at its end, so what goes to a stream or a device is written to a temporary file first.
final class TableFileRows implements RowWriter {
    private final TableWriter writer;
    private final @Nullable Path temporary;
    private final @Nullable Destination destination;

    private TableFileRows(TableWriter writer, @Nullable Path temporary, @Nullable Destination destination) {
        this.writer = writer;
        this.temporary = temporary;
        this.destination = destination;
    }

    /// @param writer of the file that was asked for; owned from here on
    static TableFileRows toFile(TableWriter writer) {
        return new TableFileRows(writer, null, null);
    }

    /// @param writer of the temporary file; owned from here on
    /// @param temporary deleted at the end
    /// @param destination what the file is copied to; owned from here on
    static TableFileRows through(TableWriter writer, Path temporary, Destination destination) {
        return new TableFileRows(writer, temporary, destination);
    }

    @Override
    public void write(VectorSchemaRoot batch) throws IOException {
        try {
            writer.write(batch);
        } catch (IllegalArgumentException e) { // a value that the format cannot hold: the data's fault, no argument's
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void finish() throws IOException {
        writer.commit();
        if (temporary != null && destination != null) {
            Files.copy(temporary, destination.stream());
            destination.commit();
        }
    }

    @Override
    public void close() throws IOException {
        try (writer;
                destination) {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        }
    }
}
