package io.forwardstore.benchmarks;

import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The table without tags and embedding as Parquet files, each written once and kept between runs.
enum ParquetFiles {
    /// ZSTD as DuckDB writes it: row groups of 122,880 rows, one page a column chunk, no offset index.
    DUCKDB {
        @Override
        void write(Path file, ArrowReader rows, BufferAllocator allocator) throws IOException {
            try (DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement();
                    ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
                Data.exportArrayStream(allocator, rows, stream);
                connection.registerArrowStream("flat_rows", stream);
                statement.execute("copy (from flat_rows) to '" + file + "' (format parquet, compression zstd)");
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    },

    /// This library's default: ZSTD, pages of up to 512 rows.
    DEFAULT {
        @Override
        void write(Path file, ArrowReader rows, BufferAllocator allocator) throws IOException {
            TableWriters.write(file, rows, WriteOptions.parquet());
        }
    },

    /// This library's profile for fetching: LZ4, pages of up to 256 rows.
    FETCHING {
        @Override
        void write(Path file, ArrowReader rows, BufferAllocator allocator) throws IOException {
            TableWriters.write(file, rows, WriteOptions.parquetForFetching());
        }
    };

    private static final List<String> FLAT = List.of("id", "category", "title", "price", "score", "ts", "flag");

    abstract void write(Path file, ArrowReader rows, BufferAllocator allocator) throws IOException;

    /// The file.
    Path path() throws IOException {
        Path file = BenchmarkTable.folder().resolve(name() + ".parquet");
        if (!Files.exists(file)) {
            Path unfinished = file.resolveSibling(name() + ".unfinished");
            try (BufferAllocator allocator = new RootAllocator();
                    ForwardStore store =
                            ForwardStores.open(
                                    BenchmarkTable.arrowFile(),
                                    "MMapFileStorage",
                                    StorageOptions.defaults().with(allocator));
                    ArrowReader rows = store.scan(FLAT)) {
                write(unfinished, rows, allocator);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }
}
