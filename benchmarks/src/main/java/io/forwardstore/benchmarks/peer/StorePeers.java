package io.forwardstore.benchmarks.peer;

import com.google.auto.service.AutoService;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageProviders;

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

    private static final StorageProviders PROVIDERS = StorageProviders.load();

    @Override
    public List<Peer> peers() {
        List<Peer> peers = new ArrayList<>();
        for (TableForm form : TableForm.values()) {
            BACKENDS.forEach(backend -> peers.add(new StorePeer(backend, form, 1)));
        }
        peers.add(new StorePeer(BACKENDS.getFirst(), TableForm.DUCKDB_PARQUET, 2));
        return peers;
    }

    /// True if it is one of this project's backends.
    public static boolean isOurs(Peer peer) {
        return peer instanceof StorePeer;
    }

    /// @param backend its id
    /// @param threads of a scan
    private record StorePeer(String backend, TableForm form, int threads) implements Peer {
        @Override
        public String library() {
            return threads == 1 ? backend : backend + ", " + threads + " threads";
        }

        @Override
        public Set<Case> cases() {
            if (threads > 1) {
                return Case.SCANS;
            }
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
            ForwardStore store = PROVIDERS.byId(backend).open(file(files), StorageOptions.defaults());
            return new OpenTable() {
                @Override
                public void fetch(Columns columns, long[] rows, Tally tally) throws IOException {
                    try (VectorSchemaRoot answer = store.fetch(columns.names(), rows)) {
                        Vectors.add(answer, columns, tally);
                    }
                }

                @Override
                public void scan(Columns columns, Tally tally) throws IOException {
                    Vectors.addAll(store.scan(ScanOptions.of(columns.names()).parallelism(threads)), columns, tally);
                }

                @Override
                public void close() throws IOException {
                    store.close();
                }
            };
        }
    }
}
