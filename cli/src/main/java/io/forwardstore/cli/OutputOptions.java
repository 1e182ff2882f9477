package io.forwardstore.cli;

import io.forwardstore.cli.internal.output.Output;
import io.forwardstore.cli.internal.output.OutputFormat;
import io.forwardstore.cli.internal.output.RowWriter;
import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.Progress;
import io.forwardstore.cli.internal.terminal.Terminal;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/// Where rows go, and in what form.
final class OutputOptions {
    @Option(
            names = {"-f", "--output-format"},
            paramLabel = "FORMAT",
            description =
                    "table, csv, json (one object a line), arrow (IPC file) or parquet. "
                            + "Default: what the output file's extension says, else table.")
    private @Nullable OutputFormat format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to this file instead of standard output. It appears whole or not at all.")
    private @Nullable Path file;

    /// Writes one batch.
    void write(Console console, VectorSchemaRoot rows) throws IOException {
        try (RowWriter writer = open(console, rows.getSchema())) {
            writer.write(rows);
            writer.finish();
        }
    }

    /// Writes all batches, with a progress bar where the rows themselves go to a file.
    ///
    /// @param rowCount the rows of all batches
    void write(Console console, ArrowReader batches, long rowCount) throws IOException {
        VectorSchemaRoot batch = batches.getVectorSchemaRoot();
        Terminal shown = file == null ? Terminal.NONE : console.terminal();
        try (RowWriter writer = open(console, batch.getSchema());
                Progress progress = new Progress(console.err(), shown, "Writing rows", rowCount)) {
            long done = 0;
            while (batches.loadNextBatch()) {
                writer.write(batches.getVectorSchemaRoot());
                done += batches.getVectorSchemaRoot().getRowCount();
                progress.at(done);
            }
            writer.finish();
        }
    }

    private RowWriter open(Console console, Schema schema) throws IOException {
        return Output.open(console, schema, format, file);
    }
}
