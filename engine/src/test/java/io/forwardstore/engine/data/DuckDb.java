package io.forwardstore.engine.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Asks DuckDB about Parquet files.
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
            try (ResultSet result = statement.executeQuery(query.replace("$file", table))) {
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
    }
}
