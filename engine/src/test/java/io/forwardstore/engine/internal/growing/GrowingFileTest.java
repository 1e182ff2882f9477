package io.forwardstore.engine.internal.growing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.StoreStats;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.data.RandomVectors;
import io.forwardstore.engine.data.Rows;
import io.forwardstore.engine.data.SampleFields;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

final class GrowingFileTest {
    private static final int ROWS = 1_000;
    private static final int BLOCK_ROWS = 100;
    private static final long SEED = Long.getLong("forwardstore.growing.seed", System.nanoTime());

    private final BufferAllocator allocator = new RootAllocator();

    @TempDir Path directory;

    private Schema schema;
    private ForwardStore rows;

    static List<WriteOptions> options() {
        return List.of(
                WriteOptions.arrow().withBlockRows(BLOCK_ROWS),
                WriteOptions.parquet().withBlockRows(BLOCK_ROWS).withPageRows(30));
    }

    @BeforeEach
    void makeRows() throws IOException {
        System.out.println("forwardstore.growing.seed=" + SEED);
        List<Field> fields = new ArrayList<>(SampleFields.flat());
        fields.addAll(SampleFields.nested());
        schema = new Schema(fields, Map.of("made by", "a test"));
        Path file = directory.resolve("rows");
        try (TableWriter writer = TableWriters.create(file, schema, WriteOptions.arrow().withBlockRows(70));
                VectorSchemaRoot batch = new RandomVectors(allocator, SEED).batch(schema, ROWS)) {
            writer.write(batch);
            writer.commit();
        }
        StorageOptions storage = StorageOptions.defaults().with(allocator);
        rows = new TableStore(TableFiles.open(PositionalFileSource.open(file), storage), allocator);
    }

    @AfterEach
    void nothingLeaks() throws IOException {
        rows.close();
        allocator.close();
    }

    @ParameterizedTest
    @MethodSource("options")
    void whateverTheStepsTheFileHasTheTablesRowsInFullBlocks(WriteOptions options) throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 5; round++) {
            Path grown = directory.resolve("grown" + round);
            GrowingFile file = new GrowingFile(grown, schema, options);
            for (int end = 0; end < ROWS; end = Math.min(ROWS, end + random.nextInt(3 * BLOCK_ROWS))) {
                file.write(new Grown(end));
                assertRows(end, grown);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void onlyRowsBehindTheLastFullBlockAreEncoded(WriteOptions options) throws IOException {
        GrowingFile file = new GrowingFile(directory.resolve("table"), schema, options);
        long fullBlocks = 0;
        for (int end : new int[] {99, 100, 100, 250, 300, 301}) {
            Grown table = new Grown(end);
            file.write(table);
            assertEquals(fullBlocks * BLOCK_ROWS, table.firstRow, end + " rows");
            fullBlocks = end / BLOCK_ROWS;
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void aFileThatIsNotTheLastOneIsWrittenWhole(WriteOptions options) throws IOException {
        Path path = directory.resolve("table");
        List<Change> changes =
                List.of(
                        () -> Files.delete(path),
                        () -> Files.write(path, new byte[10]),
                        () -> Files.setLastModifiedTime(path, FileTime.fromMillis(1)),
                        () -> {
                            Path other = Files.copy(path, directory.resolve("other"));
                            Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
                        });
        for (Change change : changes) {
            GrowingFile file = new GrowingFile(path, schema, options);
            file.write(new Grown(350));
            assertTrue(file.isWritten(350));
            assertFalse(file.isWritten(351));
            change.make();
            assertFalse(file.isWritten(350));
            Grown table = new Grown(450);
            file.write(table);
            assertEquals(0, table.firstRow);
            assertRows(450, path);
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void afterAFailureTheOldFileIsThereAndAllIsWrittenAgain(WriteOptions options) throws IOException {
        Path path = directory.resolve("table");
        GrowingFile file = new GrowingFile(path, schema, options);
        file.write(new Grown(350));
        byte[] before = Files.readAllBytes(path);
        Grown failing = new Grown(450);
        failing.fails = true;
        assertThrows(IOException.class, () -> file.write(failing));
        assertArrayEquals(before, Files.readAllBytes(path));
        assertFalse(file.isWritten(350));
        Grown table = new Grown(450);
        file.write(table);
        assertEquals(0, table.firstRow);
        assertRows(450, path);
    }

    private interface Change {
        void make() throws IOException;
    }

    /// That a file has the table's first rows, in blocks as long as can be.
    private void assertRows(long end, Path file) throws IOException {
        StorageOptions storage = StorageOptions.defaults().with(allocator);
        try (ForwardStore written =
                new TableStore(TableFiles.open(PositionalFileSource.open(file), storage), allocator)) {
            assertEquals(end, written.rowCount());
            assertEquals(schema, new Schema(written.physicalSchema().getFields(), schema.getCustomMetadata()));
            assertEquals((end + BLOCK_ROWS - 1) / BLOCK_ROWS, written.blockCount());
            List<List<String>> found = rows(written, end);
            List<List<String>> expected = rows(rows, end);
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.get(i), found.get(i), schema.getFields().get(i) + " of " + end + " rows");
            }
        }
    }

    private List<List<String>> rows(ForwardStore store, long end) throws IOException {
        List<List<String>> columns = new ArrayList<>();
        List<String> names = schema.getFields().stream().map(Field::getName).toList();
        try (ArrowReader reader = store.scan(ScanOptions.of(names).rows(0, end))) {
            while (reader.loadNextBatch()) {
                Rows.append(columns, reader.getVectorSchemaRoot());
            }
        }
        return columns;
    }

    /// The table when it had so many rows; notes from where on it is asked for.
    private final class Grown implements ForwardStore {
        private final long end;
        private boolean fails;
        private long firstRow = -1;

        Grown(long end) {
            this.end = end;
        }

        @Override
        public Schema physicalSchema() {
            return schema;
        }

        @Override
        public long rowCount() {
            return end;
        }

        @Override
        public ArrowReader scan(ScanOptions options) throws IOException {
            if (fails) {
                throw new IOException("[rows] Cannot be read");
            }
            firstRow = options.firstRow();
            return rows.scan(options);
        }

        @Override
        public VectorSchemaRoot fetch(List<String> columns, long[] rowIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int blockCount() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int blockOf(long rowId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long blockFirstRow(int block) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StoreStats stats() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
