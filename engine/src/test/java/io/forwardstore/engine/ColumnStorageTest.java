package io.forwardstore.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.forwardstore.StorageOptions;
import io.forwardstore.engine.data.DuckDb;
import io.forwardstore.engine.internal.sample.SampleTable;
import io.forwardstore.engine.internal.sample.SampleTableFile;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What columns say of their storage, against DuckDB for Parquet, and against what was written for Arrow IPC.
final class ColumnStorageTest {
    private static final int ROWS = 10_000;
    private static final int BLOCK_ROWS = 3_000;
    private static final int BLOCKS = 4;

    @TempDir Path directory;

    @TestFactory
    Stream<DynamicTest> parquetColumnsAreAsDuckDbSaysOfThem() throws IOException {
        return Corpora.files("parquet-testing/data", ".parquet").stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> compareWithDuckDb(file)));
    }

    private static void compareWithDuckDb(Path file) throws IOException, SQLException {
        List<ColumnStorage> columns = storages(file);
        List<List<String>> chunks =
                DuckDb.query(
                        "SELECT total_compressed_size, total_uncompressed_size, compression, encodings"
                                + " FROM parquet_metadata('"
                                + file
                                + "')",
                        file);

        assertEquals(sum(chunks.get(0)), columns.stream().mapToLong(ColumnStorage::compressedBytes).sum());
        assertEquals(sum(chunks.get(1)), columns.stream().mapToLong(ColumnStorage::uncompressedBytes).sum());
        Set<String> compressions = new TreeSet<>();
        Set<String> encodings = new TreeSet<>();
        columns.forEach(column -> compressions.addAll(column.compressions()));
        columns.forEach(column -> encodings.addAll(column.encodings()));
        assertEquals(new TreeSet<>(chunks.get(2)), compressions);
        Set<String> allEncodings = new TreeSet<>();
        chunks.get(3).forEach(list -> allEncodings.addAll(Arrays.asList(list.split(", "))));
        allEncodings.remove(""); // some writers name none
        assertTrue(allEncodings.containsAll(encodings), encodings + " of " + allEncodings);
        assertEquals(allEncodings.isEmpty(), encodings.isEmpty());
    }

    private static long sum(List<String> numbers) {
        return numbers.stream().mapToLong(Long::parseLong).sum();
    }

    @Test
    void compressedArrowColumnsComeToWhatTheyAreUncompressed() throws IOException {
        List<ColumnStorage> plain = storages(write(WriteOptions.arrow().withCompression(Compression.UNCOMPRESSED)));
        for (Compression compression : List.of(Compression.LZ4, Compression.ZSTD)) {
            List<ColumnStorage> packed = storages(write(WriteOptions.arrow().withCompression(compression)));

            for (int column = 0; column < plain.size(); column++) {
                assertEquals(plain.get(column).uncompressedBytes(), packed.get(column).uncompressedBytes());
                assertEquals(plain.get(column).encodings(), packed.get(column).encodings());
            }
            assertTrue(total(packed) < total(plain));
            assertTrue(packed.getFirst().compressions().toString().contains(compression.name()));
        }
        ColumnStorage ids = plain.getFirst();
        assertEquals(Long.BYTES * ROWS, ids.compressedBytes());
        assertEquals(Long.BYTES * ROWS, ids.uncompressedBytes());
        assertEquals(BLOCKS, ids.pages());
        assertEquals(Set.of("UNCOMPRESSED"), ids.compressions());
        assertEquals(Set.of("PLAIN"), ids.encodings());
    }

    @Test
    void parquetPagesAreThoseThatWereAskedFor() throws IOException {
        int pageRows = 500;
        Path file = write(WriteOptions.parquet().withPageRows(pageRows));

        ColumnStorage ids = storages(file).getFirst();

        assertEquals(ROWS / pageRows, ids.pages());
    }

    private static long total(List<ColumnStorage> columns) {
        return columns.stream().mapToLong(ColumnStorage::compressedBytes).sum();
    }

    private Path write(WriteOptions options) throws IOException {
        Path file = directory.resolve("table");
        try (BufferAllocator allocator = new RootAllocator();
                TableWriter writer = TableWriters.create(file, SampleTable.SCHEMA, options.withBlockRows(BLOCK_ROWS))) {
            SampleTableFile.write(new SampleTable(SampleTable.DEFAULT_SEED), ROWS, writer, allocator, _ -> {});
            writer.commit();
        }
        return file;
    }

    private static List<ColumnStorage> storages(Path file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                TableFile table =
                        TableFiles.open(PositionalFileSource.open(file), StorageOptions.defaults().with(allocator))) {
            List<ColumnStorage> storages = new ArrayList<>();
            for (Column column : table.columns()) {
                storages.add(column.storage());
            }
            return storages;
        }
    }
}
