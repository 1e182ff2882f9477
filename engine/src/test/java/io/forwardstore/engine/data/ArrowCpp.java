package io.forwardstore.engine.data;

import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads files by Arrow C++. Tests that use it are tagged `arrow-cpp`.
public final class ArrowCpp {
    private static final int BATCH_ROWS = 1 << 20;

    private ArrowCpp() {}

    /// All rows, column by column.
    public static List<List<String>> rows(Path file, FileFormat format, BufferAllocator allocator) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        String uri = file.toUri().toString();
        try (FileSystemDatasetFactory factory =
                        new FileSystemDatasetFactory(allocator, NativeMemoryPool.getDefault(), format, uri);
                Dataset dataset = factory.finish();
                Scanner scanner = dataset.newScan(new ScanOptions(BATCH_ROWS));
                ArrowReader reader = scanner.scanBatches()) {
            while (reader.loadNextBatch()) {
                Rows.append(rows, reader.getVectorSchemaRoot());
            }
        }
        return rows;
    }
}
