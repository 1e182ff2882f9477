package io.forwardstore.benchmarks.peer;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.dataset.file.DatasetFileWriter;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Ways to write the columns without nesting from a file of one format to a file of the other.
public enum TableCopy {
    /// This project, Parquet of small pages with ZSTD.
    FORWARDSTORE_TO_PARQUET("forwardstore, small pages, ZSTD", FileFormat.PARQUET) {
        @Override
        Path write(BenchmarkFiles files, Path target) throws IOException {
            return rewrite(files.flatArrow(), target, WriteOptions.parquet());
        }
    },
    /// DuckDB, Parquet with ZSTD.
    DUCKDB_TO_PARQUET("DuckDB, ZSTD, all threads", FileFormat.PARQUET) {
        @Override
        Path write(BenchmarkFiles files, Path target) throws Exception {
            try (BufferAllocator allocator = new RootAllocator();
                    ArrowReader flat = new ArrowFileReader(FileChannel.open(files.flatArrow()), allocator)) {
                DuckDb.writeParquet(flat, allocator, target);
            }
            return target;
        }
    },
    /// Arrow C++, Parquet without compression, which its Java binding cannot choose.
    ARROW_CPP_TO_PARQUET("Arrow C++, uncompressed", FileFormat.PARQUET) {
        @Override
        Path write(BenchmarkFiles files, Path target) throws Exception {
            return writeByArrowCpp(files.flatArrow(), FileFormat.ARROW_IPC, target, FileFormat.PARQUET);
        }
    },
    /// This project, Arrow IPC without compression.
    FORWARDSTORE_TO_ARROW("forwardstore, uncompressed", FileFormat.ARROW_IPC) {
        @Override
        Path write(BenchmarkFiles files, Path target) throws IOException {
            return rewrite(files.smallPages(), target, WriteOptions.arrow());
        }
    },
    /// Arrow C++, Arrow IPC without compression.
    ARROW_CPP_TO_ARROW("Arrow C++, uncompressed", FileFormat.ARROW_IPC) {
        @Override
        Path write(BenchmarkFiles files, Path target) throws Exception {
            return writeByArrowCpp(files.smallPages(), FileFormat.PARQUET, target, FileFormat.ARROW_IPC);
        }
    };

    private static final long BATCH_ROWS = 65_536;

    /// For all copies: Arrow C++ lets go of its last batches on threads of its own, some time after it has written
    /// them.
    private static final BufferAllocator ARROW_CPP = new RootAllocator();

    private final String title;
    private final FileFormat format;

    TableCopy(String title, FileFormat format) {
        this.title = title;
        this.format = format;
    }

    /// The writer and how it writes.
    public String title() {
        return title;
    }

    /// True if it writes Parquet from Arrow IPC, false if it is the other way round.
    public boolean isToParquet() {
        return format == FileFormat.PARQUET;
    }

    /// Writes a copy anew.
    ///
    /// @param target file or folder to write
    /// @return the file
    public Path copy(BenchmarkFiles files, Path target) throws Exception {
        BenchmarkFiles.delete(target);
        return write(files, target);
    }

    abstract Path write(BenchmarkFiles files, Path target) throws Exception;

    private static Path rewrite(Path source, Path target, WriteOptions options) throws IOException {
        try (ForwardStore store = ForwardStores.open(source, "MMapFileStorage");
                ArrowReader flat = store.scan(Columns.FLAT.names())) {
            TableWriters.write(target, flat, options);
        }
        return target;
    }

    private static Path writeByArrowCpp(Path source, FileFormat from, Path target, FileFormat to) throws Exception {
        Files.createDirectories(target);
        try (FileSystemDatasetFactory factory =
                        new FileSystemDatasetFactory(
                                ARROW_CPP, NativeMemoryPool.getDefault(), from, source.toUri().toString());
                Dataset dataset = factory.finish();
                Scanner scanner = dataset.newScan(new ScanOptions(BATCH_ROWS));
                ArrowReader reader = scanner.scanBatches()) {
            DatasetFileWriter.write(ARROW_CPP, reader, to, target.toUri().toString());
        }
        try (var written = Files.list(target)) {
            return written.findFirst().orElseThrow();
        }
    }
}
