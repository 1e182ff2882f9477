package io.forwardstore.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.data.RandomTables;
import io.forwardstore.engine.data.Rows;
import io.forwardstore.engine.data.SampleFields;
import io.forwardstore.engine.internal.ipc.IpcTableFile;
import io.forwardstore.engine.internal.parquet.ParquetTableFile;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Tables of every type, written and read by this engine.
class WrittenTablesTest {
    private static final long SEED = 20261123;

    private final BufferAllocator allocator = new RootAllocator();

    @TempDir Path directory;

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    private static Schema schema(FileFormat format) {
        List<Field> fields = format == FileFormat.ARROW ? SampleFields.all() : SampleFields.forParquet();
        return new Schema(fields, Map.of("made by", "a test"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"UNCOMPRESSED", "LZ4", "ZSTD"})
    void arrowFilesComeBackIdentical(Compression compression) throws IOException {
        WriteOptions options = WriteOptions.arrow().withBlockRows(100).withCompression(compression);
        try (TableStore store = assertComesBack(options)) {
            assertEquals(schema(FileFormat.ARROW), store.physicalSchema());
        }
    }

    @Test
    void parquetFilesOfManyPagesComeBackIdentical() throws IOException {
        assertComesBack(WriteOptions.parquet().withBlockRows(200).withPageRows(30)).close();
    }

    @Test
    void parquetFilesMadeForFetchingComeBackIdentical() throws IOException {
        assertComesBack(WriteOptions.parquetForFetching()).close();
    }

    /// Writes, scans and fetches a table of every type.
    ///
    /// @return the store, to be closed
    private TableStore assertComesBack(WriteOptions options) throws IOException {
        Path file = directory.resolve("table");
        Schema schema = schema(options.format());
        List<List<String>> expected = RandomTables.write(file, schema, options, allocator);
        TableStore store = open(file, options.format());
        List<String> names = schema.getFields().stream().map(Field::getName).toList();
        List<List<String>> scanned = Rows.scanned(store, ScanOptions.of(names).batchSize(77));
        long[] rows = new Random(SEED).longs(200, 0, expected.getFirst().size()).toArray();
        List<List<String>> picked = Rows.pick(expected, rows);
        List<List<String>> fetched = Rows.fetched(store, names, rows);
        for (int i = 0; i < names.size(); i++) {
            Field field = schema.getFields().get(i);
            assertEquals(shown(field, options), store.physicalSchema().getFields().get(i));
            assertEquals(expected.get(i), scanned.get(i), "scan of " + field);
            assertEquals(picked.get(i), fetched.get(i), "fetch of " + field);
        }
        return store;
    }

    private TableStore open(Path file, FileFormat format) throws IOException {
        StorageOptions storage = StorageOptions.defaults().with(allocator);
        FileSource source = ResidentFileSource.open(file);
        TableFile table =
                format == FileFormat.ARROW
                        ? IpcTableFile.open(source, storage)
                        : ParquetTableFile.open(source, storage);
        return new TableStore(table, allocator);
    }

    /// Parquet has the values of run-end encoded fields, under the fields' names.
    private static Field shown(Field field, WriteOptions options) {
        if (options.format() == FileFormat.ARROW) {
            return field;
        }
        Field values = field.getType() instanceof ArrowType.RunEndEncoded ? field.getChildren().get(1) : field;
        List<Field> children = values.getChildren().stream().map(child -> shown(child, options)).toList();
        return new Field(field.getName(), values.getFieldType(), children);
    }
}
