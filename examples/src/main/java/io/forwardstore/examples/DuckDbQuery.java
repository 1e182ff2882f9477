package io.forwardstore.examples;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;
import io.forwardstore.StorageOptions;

import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Asks in SQL what a store holds: DuckDB takes a scan by the Arrow C Data Interface, batch by batch.
///
/// Store and export share an allocator, as Arrow asks. The export needs the JVM's
/// `--add-opens=java.base/java.nio=ALL-UNNAMED`; the store itself needs no flag.
public final class DuckDbQuery {
    private static final String BEST_PRODUCTS =
            """
            SELECT product, avg(stars) AS average, min(_row_id_) AS first_review
            FROM reviews
            GROUP BY product
            ORDER BY average DESC, product
            LIMIT 3
            """;

    private DuckDbQuery() {}

    /// @param args none
    public static void main(String[] args) throws IOException, SQLException {
        Path file = Files.createTempDirectory("duckdb-query").resolve("reviews.arrow");
        Shop.writeReviews(file);
        try (BufferAllocator allocator = new RootAllocator();
                ForwardStore store =
                        ForwardStores.open(file, "MMapFileStorage", StorageOptions.defaults().with(allocator));
                ArrowReader scan = store.scan(List.of("product", "stars", "_row_id_"));
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
                Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            Data.exportArrayStream(allocator, scan, stream);
            connection.unwrap(DuckDBConnection.class).registerArrowStream("reviews", stream);
            print(connection);
        }
    }

    private static void print(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet best = statement.executeQuery(BEST_PRODUCTS)) {
            while (best.next()) {
                System.out.println(
                        "product "
                                + best.getInt("product")
                                + ": "
                                + best.getDouble("average")
                                + " stars, reviews from row "
                                + best.getLong("first_review"));
            }
        }
    }
}
