package io.forwardstore.benchmarks.peer;

import com.google.auto.service.AutoService;

import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Arrow C++ by arrow-dataset. It scans with all processors and has no fetch.
@AutoService(PeerFamily.class)
public final class ArrowCppPeers implements PeerFamily {
    private static final long BATCH_ROWS = 65_536;

    @Override
    public List<Peer> peers() {
        return List.of(new ArrowCppPeer(TableForm.BEST), new ArrowCppPeer(TableForm.DUCKDB_PARQUET));
    }

    private record ArrowCppPeer(TableForm form) implements Peer {
        @Override
        public String library() {
            return form == TableForm.BEST ? "Arrow C++, Arrow IPC, all threads" : "Arrow C++, all threads";
        }

        @Override
        public Set<Case> cases() {
            return Case.union(Case.SCANS, Set.of(Case.OPEN));
        }

        @Override
        public boolean isSlow(Case question) {
            return form == TableForm.BEST && question == Case.SCAN_ALL;
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of(file(files));
        }

        private Path file(BenchmarkFiles files) throws IOException {
            return form == TableForm.BEST ? files.arrow() : files.parquet(form);
        }

        @Override
        public OpenTable open(BenchmarkFiles files) throws IOException {
            FileFormat format = form == TableForm.BEST ? FileFormat.ARROW_IPC : FileFormat.PARQUET;
            BufferAllocator allocator = new RootAllocator();
            FileSystemDatasetFactory factory =
                    new FileSystemDatasetFactory(
                            allocator, NativeMemoryPool.getDefault(), format, file(files).toUri().toString());
            return new Open(allocator, factory, factory.finish());
        }
    }

    private record Open(BufferAllocator allocator, FileSystemDatasetFactory factory, Dataset dataset)
            implements OpenTable {
        @Override
        public void firstRow(Columns columns, Tally tally) throws Exception {
            try (Scanner scanner = newScan(columns);
                    ArrowReader reader = scanner.scanBatches()) {
                reader.loadNextBatch();
                Vectors.add(reader.getVectorSchemaRoot(), 1, columns, tally);
            }
        }

        @Override
        public void scan(Columns columns, Tally tally) throws Exception {
            try (Scanner scanner = newScan(columns)) {
                Vectors.addAll(scanner.scanBatches(), columns, tally);
            }
        }

        private Scanner newScan(Columns columns) {
            return dataset.newScan(new ScanOptions(BATCH_ROWS, Optional.of(columns.names().toArray(String[]::new))));
        }

        @Override
        public void close() throws Exception {
            dataset.close();
            factory.close();
            allocator.close();
        }
    }
}
