package io.forwardstore.cli.internal.output;

import io.forwardstore.engine.TableWriter;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Rows as an Arrow IPC or Parquet file.
///
/// A table file is whole only at its end, so what goes to a stream is written to a temporary file first.
final class TableFileRows implements RowWriter {
    private final TableWriter writer;
    private final @Nullable Path temporary;
    private final @Nullable OutputStream stream;

    private TableFileRows(TableWriter writer, @Nullable Path temporary, @Nullable OutputStream stream) {
        this.writer = writer;
        this.temporary = temporary;
        this.stream = stream;
    }

    /// @param writer of the file that was asked for; owned from here on
    static TableFileRows toFile(TableWriter writer) {
        return new TableFileRows(writer, null, null);
    }

    /// @param writer of the temporary file; owned from here on
    /// @param temporary deleted at the end
    /// @param stream what the file is copied to
    static TableFileRows toStream(TableWriter writer, Path temporary, OutputStream stream) {
        return new TableFileRows(writer, temporary, stream);
    }

    @Override
    public void write(VectorSchemaRoot batch) throws IOException {
        writer.write(batch);
    }

    @Override
    public void finish() throws IOException {
        writer.commit();
        if (temporary != null && stream != null) {
            Files.copy(temporary, stream);
            stream.flush();
        }
    }

    @Override
    public void close() throws IOException {
        try (writer) {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        }
    }
}
