package io.forwardstore.engine.internal.parquet;

import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads Parquet files with Arrow C++, as the oracle.
final class ArrowCpp {
    private ArrowCpp() {}

    /// @param rows each a list of texts in the columns' order
    record Table(Schema schema, List<List<String>> rows) {}

    static Table read(Path file, BufferAllocator allocator) throws Exception {
        try (FileSystemDatasetFactory factory =
                        new FileSystemDatasetFactory(
                                allocator,
                                NativeMemoryPool.getDefault(),
                                FileFormat.PARQUET,
                                file.toAbsolutePath().toUri().toString());
                Dataset dataset = factory.finish();
                Scanner scanner = dataset.newScan(new ScanOptions(32_768, Optional.empty()));
                ArrowReader reader = scanner.scanBatches()) {
            return new Table(scanner.schema(), Values.rows(reader));
        }
    }
}
