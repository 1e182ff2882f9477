package io.forwardstore.benchmarks.peer;

import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/// What DuckDB is told and asked.
final class DuckDb {
    private static final long BATCH_ROWS = 65_536;

    private DuckDb() {}

    /// A connection to a database that exists and is only read.
    static Connection openReadOnly(Path database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("duckdb.read_only", "true");
        return DriverManager.getConnection("jdbc:duckdb:" + database, properties);
    }

    /// A connection to a database in memory.
    static Connection openEmpty() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:");
    }

    /// A file's name for SQL.
    static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    /// Writes all that a reader has left as Parquet, as DuckDB does unless told otherwise, but with ZSTD.
    static void writeParquet(ArrowReader reader, BufferAllocator allocator, Path target) throws SQLException {
        String copy = "COPY (SELECT * FROM source) TO %s (FORMAT parquet, COMPRESSION zstd)".formatted(quoted(target));
        executeOver(reader, allocator, "jdbc:duckdb:", copy);
    }

    /// Writes all that a reader has left as a database of one table, `rows`.
    static void writeDatabase(ArrowReader reader, BufferAllocator allocator, Path target) throws SQLException {
        executeOver(reader, allocator, "jdbc:duckdb:" + target, "CREATE TABLE rows AS SELECT * FROM source");
    }

    /// Executes a statement that reads all that a reader has left, as the table `source`.
    private static void executeOver(ArrowReader reader, BufferAllocator allocator, String database, String sql)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            Data.exportArrayStream(allocator, reader, stream);
            connection.unwrap(DuckDBConnection.class).registerArrowStream("source", stream);
            statement.execute(sql);
        }
    }

    /// Reads an answer as Arrow vectors.
    static void addAll(PreparedStatement query, BufferAllocator allocator, Columns columns, Tally tally)
            throws SQLException, IOException {
        try (DuckDBResultSet result = query.executeQuery().unwrap(DuckDBResultSet.class)) {
            Vectors.addAll((ArrowReader) result.arrowExportStream(allocator, BATCH_ROWS), columns, tally);
        }
    }
}
