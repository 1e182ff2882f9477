package io.forwardstore.benchmarks.peer;

import com.google.auto.service.AutoService;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// parquet-java's own decoders: column readers, and whole records.
@AutoService(PeerFamily.class)
public final class ParquetJavaPeers implements PeerFamily {
    private static final Set<Case> COLUMN_READER = Case.union(Case.FLAT_FETCHES, Case.SCANS, Set.of(Case.OPEN));
    private static final Set<Case> RECORD_READER = Set.of(Case.SCAN2, Case.SCAN4);

    @Override
    public List<Peer> peers() {
        return List.of(
                new ParquetJavaPeer("parquet-java column reader", TableForm.DUCKDB_PARQUET, COLUMN_READER),
                new ParquetJavaPeer("parquet-java record reader", TableForm.DUCKDB_PARQUET, RECORD_READER),
                new ParquetJavaPeer("parquet-java column reader", TableForm.SMALL_PAGES, COLUMN_READER));
    }

    private record ParquetJavaPeer(String library, TableForm form, Set<Case> cases) implements Peer {
        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of(files.parquet(form));
        }

        @Override
        public OpenTable open(BenchmarkFiles files) throws IOException {
            ParquetJavaFile file = new ParquetJavaFile(files.parquet(form));
            return cases.equals(RECORD_READER) ? new ParquetJavaRecords(file) : new ParquetJavaColumns(file);
        }
    }
}
