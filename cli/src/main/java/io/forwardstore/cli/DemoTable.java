package io.forwardstore.cli;

import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.Progress;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.internal.sample.SampleTable;
import io.forwardstore.engine.internal.sample.SampleTableFile;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The demonstration's table: its file and what its values must be.
///
/// @param file an Arrow IPC file
/// @param sample where the file's values came from
/// @param rowCount the rows of the file
record DemoTable(Path file, SampleTable sample, long rowCount) {
    /// The table in a directory, made if it is not there. The writer puts a file in place only when it is whole, so a
    /// file that is there is whole.
    static DemoTable in(Path directory, long rowCount, Console console) throws IOException {
        Path file = directory.resolve("demo-%d-rows-%d.arrow".formatted(rowCount, SampleTable.DEFAULT_SEED));
        DemoTable table = new DemoTable(file, new SampleTable(SampleTable.DEFAULT_SEED), rowCount);
        if (!Files.isRegularFile(file)) {
            if (Files.exists(directory) && !Files.isDirectory(directory)) {
                throw new UsageException("[" + directory + "] Cannot keep the table there: it is no directory");
            }
            Files.createDirectories(directory);
            table.make(console);
        }
        return table;
    }

    private void make(Console console) throws IOException {
        long start = System.nanoTime();
        console.err().printf(Locale.ROOT, "Making %s: %,d rows ...%n", file, rowCount);
        try (BufferAllocator allocator = new RootAllocator();
                TableWriter writer = TableWriters.create(file, SampleTable.SCHEMA, WriteOptions.arrow());
                Progress progress = new Progress(console.err(), console.terminal(), "Writing rows", rowCount)) {
            progress.at(0);
            SampleTableFile.write(sample, rowCount, writer, allocator, progress::at);
            writer.commit();
        }
        console.err()
                .printf(
                        Locale.ROOT,
                        "Made %,d rows, %,d MB, in %.1f s.%n",
                        rowCount,
                        Files.size(file) / 1_000_000,
                        (System.nanoTime() - start) / 1e9);
    }
}
