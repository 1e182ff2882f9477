package io.forwardstore.benchmarks.peer;

import com.google.auto.service.AutoService;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.lance.Dataset;
import org.lance.ipc.LanceScanner;
import org.lance.ipc.ScanOptions;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/// Lance by its Java binding: `take`, and its scanner.
@AutoService(PeerFamily.class)
public final class LancePeers implements PeerFamily {
    @Override
    public List<Peer> peers() {
        return List.of(new LancePeer("2.0"));
    }

    /// @param format the version of the file format
    private record LancePeer(String format) implements Peer {
        @Override
        public String library() {
            return "Lance";
        }

        @Override
        public TableForm form() {
            return TableForm.BEST;
        }

        @Override
        public Set<Case> cases() {
            return EnumSet.allOf(Case.class);
        }

        @Override
        public boolean isSlow(Case question) {
            return question == Case.SCAN_ALL;
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of(dataset(files));
        }

        private Path dataset(BenchmarkFiles files) throws IOException {
            return files.once(
                    "lance-" + format,
                    target -> {
                        try (BufferAllocator allocator = new RootAllocator();
                                ArrowReader all = new ArrowFileReader(FileChannel.open(files.arrow()), allocator)) {
                            Dataset.write()
                                    .allocator(allocator)
                                    .reader(all)
                                    .uri(target.toString())
                                    .dataStorageVersion(format)
                                    .execute()
                                    .close();
                        }
                    });
        }

        @Override
        public OpenTable open(BenchmarkFiles files) throws IOException {
            BufferAllocator allocator = new RootAllocator();
            return new Open(allocator, Dataset.open().allocator(allocator).uri(dataset(files).toString()).build());
        }
    }

    private record Open(BufferAllocator allocator, Dataset dataset) implements OpenTable {
        @Override
        public void fetch(Columns columns, long[] rows, Tally tally) throws IOException {
            List<Long> wanted = LongStream.of(rows).boxed().toList();
            Vectors.addAll(dataset.take(wanted, columns.names()), columns, tally);
        }

        @Override
        public void scan(Columns columns, Tally tally) throws Exception {
            ScanOptions options = new ScanOptions.Builder().columns(columns.names()).build();
            try (LanceScanner scanner = dataset.newScan(options)) {
                Vectors.addAll(scanner.scanBatches(), columns, tally);
            }
        }

        @Override
        public void close() {
            dataset.close();
            allocator.close();
        }
    }
}
