package io.forwardstore.engine.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Asks DuckDB about Parquet files, and to write them.
public final class DuckDb {
    private DuckDb() {}

    /// The answer to a query, column by column, as DuckDB writes values as text.
    ///
    /// @param query with `$file` where the table goes
    public static List<List<String>> query(String query, Path file) throws SQLException {
        String table = "read_parquet('" + file.toString().replace("'", "''") + "')";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            return columns(statement, query.replace("$file", table));
        }
    }

    /// The answer to a query, column by column.
    public static List<List<String>> columns(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            List<List<String>> columns = new ArrayList<>();
            int count = result.getMetaData().getColumnCount();
            for (int i = 0; i < count; i++) {
                columns.add(new ArrayList<>());
            }
            while (result.next()) {
                for (int i = 0; i < count; i++) {
                    columns.get(i).add(String.valueOf(result.getString(i + 1)));
                }
            }
            return columns;
        }
    }

    /// What a CSV file with a line of names holds, column by column.
    public static List<List<String>> csv(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            return columns(statement, "SELECT * FROM read_csv('" + file + "', header = true, all_varchar = true)");
        }
    }

    /// Writes what a query answers to a Parquet file.
    ///
    /// @param options such as `compression zstd, parquet_version v2`
    public static void copy(String query, Path file, String options) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet, " + options + ")");
        }
    }
}
