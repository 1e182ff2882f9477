package io.forwardstore.benchmarks.peer;

import com.google.auto.service.AutoService;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;

import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// This project's backends. On Parquet, mapped is uncached: each fetch decodes its pages; pooled is cached.
@AutoService(PeerFamily.class)
public final class StorePeers implements PeerFamily {
    /// The ids of the backends.
    public static final List<String> BACKENDS = List.of("MMapFileStorage", "MemoryStorage", "BufferPoolStorage");

    @Override
    public List<Peer> peers() {
        List<Peer> peers = new ArrayList<>();
        for (TableForm form : TableForm.values()) {
            BACKENDS.forEach(backend -> peers.add(new StorePeer(backend, form)));
        }
        return peers;
    }

    private record StorePeer(String library, TableForm form) implements Peer {
        @Override
        public Set<Case> cases() {
            return form == TableForm.BEST
                    ? EnumSet.allOf(Case.class)
                    : Case.union(Case.FLAT_FETCHES, Case.SCANS, Set.of(Case.OPEN));
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of(file(files));
        }

        private Path file(BenchmarkFiles files) throws IOException {
            return form == TableForm.BEST ? files.arrow() : files.parquet(form);
        }

        @Override
        public boolean isConcurrent() {
            return true;
        }

        @Override
        public OpenTable open(BenchmarkFiles files) throws IOException {
            ForwardStore store = ForwardStores.open(file(files), library);
            return new OpenTable() {
                @Override
                public void fetch(Columns columns, long[] rows, Tally tally) throws IOException {
                    try (VectorSchemaRoot answer = store.fetch(columns.names(), rows)) {
                        Vectors.add(answer, columns, tally);
                    }
                }

                @Override
                public void scan(Columns columns, Tally tally) throws IOException {
                    Vectors.addAll(store.scan(columns.names()), columns, tally);
                }

                @Override
                public void close() throws IOException {
                    store.close();
                }
            };
        }
    }
}
