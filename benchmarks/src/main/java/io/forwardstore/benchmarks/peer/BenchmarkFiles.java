package io.forwardstore.benchmarks.peer;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.internal.sample.SampleTable;
import io.forwardstore.engine.internal.sample.SampleTableFile;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// The table in all its forms, in one folder. Each is written when it is first asked for, and kept.
///
/// @param folder where everything lies
/// @param rows the rows of the table
public record BenchmarkFiles(Path folder, int rows) {
    /// The values of the table.
    public static final SampleTable VALUES = new SampleTable(SampleTable.DEFAULT_SEED);

    /// Writes a file or folder that is to appear whole or not at all.
    @FunctionalInterface
    public interface Writer {
        /// @param target does not exist yet
        void write(Path target) throws Exception;
    }

    /// The table as an uncompressed Arrow IPC file.
    public Path arrow() throws IOException {
        return once(
                "table.arrow",
                target -> {
                    try (BufferAllocator allocator = new RootAllocator();
                            TableWriter writer =
                                    TableWriters.create(target, SampleTable.SCHEMA, WriteOptions.arrow())) {
                        SampleTableFile.write(VALUES, rows, writer, allocator, _ -> {});
                        writer.commit();
                    }
                });
    }

    /// The columns without nesting as an uncompressed Arrow IPC file.
    public Path flatArrow() throws IOException {
        return once("flat.arrow", target -> writeFlat(target, WriteOptions.arrow()));
    }

    /// The columns without nesting as Parquet of small pages.
    public Path smallPages() throws IOException {
        return once(TableForm.SMALL_PAGES.id(), target -> writeFlat(target, WriteOptions.parquet()));
    }

    /// The columns without nesting as Parquet by the settings for fetching.
    private Path fetching() throws IOException {
        return once(TableForm.FETCHING.id(), target -> writeFlat(target, WriteOptions.parquetForFetching()));
    }

    private void writeFlat(Path target, WriteOptions options) throws IOException {
        try (ForwardStore store = ForwardStores.open(arrow(), "MMapFileStorage");
                ArrowReader flat = store.scan(Columns.FLAT.names())) {
            TableWriters.write(target, flat, options);
        }
    }

    /// The columns without nesting as Parquet by DuckDB.
    public Path duckDbParquet() throws IOException {
        return once(TableForm.DUCKDB_PARQUET.id(), target -> TableCopy.DUCKDB_TO_PARQUET.write(this, target));
    }

    /// The Parquet file of a form.
    public Path parquet(TableForm form) throws IOException {
        return switch (form) {
            case DUCKDB_PARQUET -> duckDbParquet();
            case SMALL_PAGES -> smallPages();
            case FETCHING -> fetching();
            case BEST -> throw new IllegalArgumentException("No Parquet: " + form);
        };
    }

    /// A file or folder of that name, written unless it is there.
    public synchronized Path once(String name, Writer writer) throws IOException {
        Path whole = folder.resolve(name);
        if (Files.exists(whole)) {
            return whole;
        }
        Files.createDirectories(folder);
        Path part = folder.resolve("part-" + name);
        delete(part);
        try {
            writer.write(part);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("[" + whole + "] Cannot write: " + e.getMessage(), e);
        }
        return Files.move(part, whole);
    }

    /// Deletes a file, or a folder with all that is in it, if it is there.
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path emptied, IOException failure) throws IOException {
                        Files.delete(emptied);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
