package io.forwardstore.cli.internal.output;

import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.Terminal;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens writers of rows.
public final class Output {
    private static final int BUFFER_BYTES = 1 << 16;

    private Output() {}

    /// A writer of rows of that schema.
    ///
    /// @param format null for what the file's extension says, else a table
    /// @param file null for standard output
    public static RowWriter open(Console console, Schema schema, @Nullable OutputFormat format, @Nullable Path file)
            throws IOException {
        OutputFormat chosen = format != null ? format : defaultFormat(file);
        requireWritable(console, chosen, file);
        Terminal terminal = file == null ? console.terminal() : Terminal.NONE;
        return switch (chosen) {
            case TABLE -> new TableRows(schema, terminal, destination(console, file));
            case CSV -> new CsvRows(schema, destination(console, file));
            case JSON -> new JsonRows(destination(console, file));
            case ARROW -> tableFile(console, schema, file, WriteOptions.arrow());
            case PARQUET -> tableFile(console, schema, file, WriteOptions.parquet());
        };
    }

    private static OutputFormat defaultFormat(@Nullable Path file) {
        OutputFormat named = file == null ? null : OutputFormat.ofName(file);
        return named != null ? named : OutputFormat.TABLE;
    }

    private static void requireWritable(Console console, OutputFormat format, @Nullable Path file) {
        if (file == null && format.isBinary() && console.terminal().showsOut()) {
            throw new IllegalArgumentException(
                    "Cannot write " + format + " to a terminal: name a file with -o, or redirect the output");
        }
        if (file != null) {
            requirePlace(file);
        }
    }

    /// Refuses a place where no file can be.
    public static void requirePlace(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("[" + file + "] Cannot write: it is a directory");
        }
        if (!Files.isDirectory(parent(file))) {
            throw new IllegalArgumentException("[" + file + "] Cannot write: there is no directory " + parent(file));
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    /// Writes a text file, which appears whole or not at all.
    public static void writeText(Path file, String text) throws IOException {
        try (Destination destination = OutputFile.open(file)) {
            destination.stream().write(text.getBytes(StandardCharsets.UTF_8));
            destination.commit();
        }
    }

    /// A writer of a table file.
    public static RowWriter tableFile(Path file, Schema schema, WriteOptions options) throws IOException {
        return TableFileRows.toFile(TableWriters.create(file, schema, options));
    }

    private static RowWriter tableFile(Console console, Schema schema, @Nullable Path file, WriteOptions options)
            throws IOException {
        if (file != null && (Files.isRegularFile(file) || !Files.exists(file))) {
            return tableFile(file, schema, options);
        }
        Path temporary = Files.createTempFile("fstore-", ".part");
        try {
            TableWriter writer = TableWriters.create(temporary, schema, options);
            try {
                return TableFileRows.through(writer, temporary, destination(console, file));
            } catch (IOException | RuntimeException e) {
                writer.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    private static Destination destination(Console console, @Nullable Path file) throws IOException {
        return file == null
                ? new StreamDestination(new BufferedOutputStream(console.out(), BUFFER_BYTES))
                : OutputFile.open(file);
    }
}
