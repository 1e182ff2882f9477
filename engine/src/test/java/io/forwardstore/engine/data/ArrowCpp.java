package io.forwardstore.engine.data;

import org.apache.arrow.dataset.file.DatasetFileWriter;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads and writes files by Arrow C++. Tests that use it are tagged `arrow-cpp`.
public final class ArrowCpp {
    private static final int BATCH_ROWS = 1 << 20;

    private ArrowCpp() {}

    /// What a file holds.
    ///
    /// @param columns the rows, column by column
    public record Table(Schema schema, List<List<String>> columns) {}

    /// Reads a file.
    public static Table read(Path file, FileFormat format, BufferAllocator allocator) throws Exception {
        String uri = file.toAbsolutePath().toUri().toString();
        try (FileSystemDatasetFactory factory =
                        new FileSystemDatasetFactory(allocator, NativeMemoryPool.getDefault(), format, uri);
                Dataset dataset = factory.finish();
                Scanner scanner = dataset.newScan(new ScanOptions(BATCH_ROWS, Optional.empty()));
                ArrowReader reader = scanner.scanBatches()) {
            return new Table(scanner.schema(), Rows.columns(reader));
        }
    }

    /// Writes all that a reader has to a file in an empty directory.
    ///
    /// @return the file
    public static Path write(ArrowReader reader, FileFormat format, Path directory, BufferAllocator allocator)
            throws IOException {
        DatasetFileWriter.write(allocator, reader, format, directory.toUri().toString());
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }
}
