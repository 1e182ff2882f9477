package io.forwardstore.engine;

import io.forwardstore.engine.internal.io.AtomicFile;
import io.forwardstore.engine.internal.ipc.write.ArrowTableWriter;
import io.forwardstore.engine.internal.parquet.write.ParquetTableWriter;

import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Path;

/// Makes writers of tables.
public final class TableWriters {
    private TableWriters() {}

    /// A writer of a file, which takes the place of one of that name when it is committed.
    ///
    /// @param schema the schema of the batches to come; dictionary-encoded fields as vectors show them, with their
    ///   indices' type
    /// @throws IOException if the file cannot be created
    /// @throws IllegalArgumentException if the format cannot hold a column's type, or a dictionary is missing
    public static TableWriter create(Path file, Schema schema, WriteOptions options) throws IOException {
        AtomicFile target = AtomicFile.create(file);
        try {
            return switch (options.format()) {
                case ARROW -> ArrowTableWriter.open(target, schema, options);
                case PARQUET -> ParquetTableWriter.open(target, schema, options);
            };
        } catch (IOException | RuntimeException e) {
            target.close();
            throw e;
        }
    }

    /// Writes all that a reader has left, with its dictionaries, to a file. The reader stays the caller's to close.
    ///
    /// @throws IOException if the reader or the file fails; the file is then as it was
    public static void write(Path file, ArrowReader reader, WriteOptions options) throws IOException {
        Schema schema = reader.getVectorSchemaRoot().getSchema();
        try (TableWriter writer = create(file, schema, options.withDictionaries(reader))) {
            writer.writeAll(reader);
            writer.commit();
        }
    }
}
