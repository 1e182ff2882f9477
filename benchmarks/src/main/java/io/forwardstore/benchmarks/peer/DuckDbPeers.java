package io.forwardstore.benchmarks.peer;

import com.google.auto.service.AutoService;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// DuckDB by JDBC: its native table, and Parquet. Prepared statements; answers are taken as Arrow vectors.
///
/// Rows are found by a join with their row numbers, which reads only what it needs; `rowid IN (...)` reads everything.
@AutoService(PeerFamily.class)
public final class DuckDbPeers implements PeerFamily {
    @Override
    public List<Peer> peers() {
        return List.of(
                new DuckDbPeer(TableForm.BEST, 1),
                new DuckDbPeer(TableForm.BEST, 2),
                new DuckDbPeer(TableForm.DUCKDB_PARQUET, 1),
                new DuckDbPeer(TableForm.DUCKDB_PARQUET, 2),
                new DuckDbPeer(TableForm.SMALL_PAGES, 1));
    }

    private record DuckDbPeer(TableForm form, int threads) implements Peer {
        @Override
        public String library() {
            return threads == 1 ? "DuckDB, 1 thread" : "DuckDB, " + threads + " threads";
        }

        @Override
        public Set<Case> cases() {
            if (threads > 1) {
                return Case.SCANS;
            }
            return Case.union(form == TableForm.BEST ? Case.FETCHES : Case.FLAT_FETCHES, Case.SCANS, Set.of(Case.OPEN));
        }

        @Override
        public boolean isSlow(Case question) {
            return form == TableForm.BEST && question == Case.SCAN_ALL;
        }

        @Override
        public List<Path> prepare(BenchmarkFiles files) throws IOException {
            return List.of(form == TableForm.BEST ? database(files) : files.parquet(form));
        }

        private static Path database(BenchmarkFiles files) throws IOException {
            return files.once(
                    "table.duckdb",
                    target -> {
                        try (BufferAllocator allocator = new RootAllocator();
                                ArrowReader all = new ArrowFileReader(FileChannel.open(files.arrow()), allocator)) {
                            DuckDb.writeDatabase(all, allocator, target);
                        }
                    });
        }

        @Override
        public OpenTable open(BenchmarkFiles files) throws Exception {
            if (form == TableForm.BEST) {
                return new Open(DuckDb.openReadOnly(database(files)), threads, "rows", "rowid");
            }
            String table = "read_parquet(" + DuckDb.quoted(files.parquet(form)) + ", file_row_number = true)";
            return new Open(DuckDb.openEmpty(), threads, table, "file_row_number");
        }
    }

    private static final class Open implements OpenTable {
        private final Connection connection;
        private final BufferAllocator allocator = new RootAllocator();
        private final String table;
        private final String rowNumber;
        private final Map<Columns, PreparedStatement> fetches = new EnumMap<>(Columns.class);
        private final Map<Columns, PreparedStatement> scans = new EnumMap<>(Columns.class);

        Open(Connection connection, int threads, String table, String rowNumber) throws SQLException {
            this.connection = connection;
            this.table = table;
            this.rowNumber = rowNumber;
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET threads = " + threads);
            }
        }

        private PreparedStatement prepared(Map<Columns, PreparedStatement> statements, Columns columns, String sql)
                throws SQLException {
            PreparedStatement known = statements.get(columns);
            if (known == null) {
                known = connection.prepareStatement(sql);
                statements.put(columns, known);
            }
            return known;
        }

        @Override
        public void fetch(Columns columns, long[] rows, Tally tally) throws SQLException, IOException {
            PreparedStatement query =
                    prepared(
                            fetches,
                            columns,
                            "SELECT %s FROM (SELECT unnest(?::BIGINT[]) AS wanted) JOIN %s AS t ON t.%s = wanted"
                                    .formatted(columns.sql(), table, rowNumber));
            Object[] wanted = new Object[rows.length];
            for (int i = 0; i < rows.length; i++) {
                wanted[i] = rows[i];
            }
            query.setArray(1, connection.createArrayOf("BIGINT", wanted));
            DuckDb.addAll(query, allocator, columns, tally);
        }

        @Override
        public void scan(Columns columns, Tally tally) throws SQLException, IOException {
            String sql = "SELECT %s FROM %s".formatted(columns.sql(), table);
            DuckDb.addAll(prepared(scans, columns, sql), allocator, columns, tally);
        }

        @Override
        public void close() throws SQLException {
            for (PreparedStatement statement : fetches.values()) {
                statement.close();
            }
            for (PreparedStatement statement : scans.values()) {
                statement.close();
            }
            connection.close();
            allocator.close();
        }
    }
}
