package io.forwardstore.engine.internal.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.DictionaryMode;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.Compression;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.data.ArrowCpp;
import io.forwardstore.engine.data.RandomTables;
import io.forwardstore.engine.data.Rows;
import io.forwardstore.engine.data.SampleFields;

import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Arrow C++ and this engine read each other's IPC files.
@Tag("arrow-cpp")
class IpcArrowCppTest {
    private static final long SEED = 20261122;

    private final BufferAllocator allocator = new RootAllocator();

    @TempDir private Path directory;

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    @TestFactory
    Stream<DynamicTest> readsWhatArrowCppWrote() {
        return SampleFields.all().stream()
                .map(field -> DynamicTest.dynamicTest(field.getName(), () -> passThroughArrowCpp(field)));
    }

    private void passThroughArrowCpp(Field field) throws Exception {
        Path file = Files.createTempFile(directory, "ours", ".arrow");
        Schema schema = new Schema(List.of(field), Map.of("made by", "a test"));
        List<List<String>> expected =
                RandomTables.write(file, schema, WriteOptions.arrow().withBlockRows(100), allocator);
        Path passed = writtenByArrowCpp(file, DictionaryMode.DECODED);
        try (TableStore store = open(ResidentFileSource.open(passed), DictionaryMode.DECODED)) {
            assertEquals(List.of(field), store.physicalSchema().getFields());
        }
        checkPassed(expected, passed);
    }

    /// Arrow C++ writes what a scan of the file answers.
    private Path writtenByArrowCpp(Path file, DictionaryMode mode) throws IOException {
        try (TableStore store = open(ResidentFileSource.open(file), mode);
                ArrowReader scan = store.scan(ScanOptions.of(names(store)))) {
            return ArrowCpp.write(scan, FileFormat.ARROW_IPC, Files.createTempDirectory(directory, "cpp"), allocator);
        }
    }

    private void checkPassed(List<List<String>> expected, Path file) throws IOException {
        for (FileSource source : List.of(ResidentFileSource.open(file), PositionalFileSource.open(file))) {
            try (TableStore store = open(source, DictionaryMode.DECODED)) {
                ScanOptions scan = ScanOptions.of(names(store));
                assertEquals(expected, Rows.scanned(store, scan));
                assertEquals(expected, Rows.scanned(store, scan.batchSize(77)));
                long[] rows = new Random(SEED).longs(200, 0, store.rowCount()).toArray();
                assertEquals(Rows.pick(expected, rows), Rows.fetched(store, names(store), rows));
            }
        }
    }

    private TableStore open(FileSource source, DictionaryMode mode) throws IOException {
        StorageOptions options = StorageOptions.defaults().with(allocator).with(StorageOptions.DICTIONARIES, mode);
        return new TableStore(TableFiles.open(source, options), allocator);
    }

    @Test
    void readsDictionariesThatArrowCppWrote() throws IOException {
        Path file = directory.resolve("ours.arrow");
        Files.write(file, IpcSeeds.sharedNestedDictionaries(allocator));
        List<List<String>> expected;
        try (TableStore store = open(ResidentFileSource.open(file), DictionaryMode.DECODED)) {
            expected = Rows.scanned(store, ScanOptions.of(names(store)));
        }
        checkPassed(expected, writtenByArrowCpp(file, DictionaryMode.ENCODED));
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"UNCOMPRESSED", "LZ4", "ZSTD"})
    void arrowCppReadsWhatIsWrittenHere(Compression compression) throws Exception {
        Path file = directory.resolve("ours.arrow");
        WriteOptions options = WriteOptions.arrow().withBlockRows(100).withCompression(compression);
        for (Field field : SampleFields.all()) {
            Schema schema = new Schema(List.of(field));
            List<List<String>> expected = RandomTables.write(file, schema, options, allocator);
            assertEquals(expected, ArrowCpp.read(file, FileFormat.ARROW_IPC, allocator).columns(), field.toString());
        }
    }

    private static List<String> names(TableStore store) {
        return store.physicalSchema().getFields().stream().map(Field::getName).toList();
    }
}
