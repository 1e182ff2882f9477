package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.CorruptFileException;
import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOption;
import io.forwardstore.StorageOptions;
import io.forwardstore.StorageType;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The rules of group OPEN.
interface OpenRules extends StorageUnderTest {
    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("OPEN-1 a file is known by its content, not by its name")
    default void aFileIsKnownByItsContent(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        Path original = fixture.table(dataset);
        for (String name : List.of("rows", "rows.csv", "rows.arrow", "rows.parquet", "zeilen äöü 1")) {
            Path copy = Files.copy(original, fixture.newDirectory().resolve(name));
            try (ForwardStore store = fixture.open(copy)) {
                Checks.fetch(store, dataset, List.of("id"), 5, 50);
            }
        }
    }

    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("OPEN-2 a file that does not exist is refused with NoSuchFileException")
    default void aMissingFileIsRefused(Fixture fixture) throws IOException {
        Path missing = fixture.newDirectory().resolve("missing" + fixture.format().suffix());
        assertThrows(NoSuchFileException.class, () -> fixture.open(missing));
        assertThrows(NoSuchFileException.class, () -> fixture.open(missing.resolve("below")));
    }

    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("OPEN-3 a file of no known format is refused with CorruptFileException")
    default void aFileOfNoKnownFormatIsRefused(Fixture fixture) throws IOException {
        List<byte[]> contents =
                List.of(
                        new byte[0],
                        new byte[1],
                        new byte[7],
                        new byte[4096],
                        "id,name\n1,one\n".repeat(100).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        for (byte[] content : contents) {
            Path file = fixture.newDirectory().resolve("rows" + fixture.format().suffix());
            Files.write(file, content);
            assertThrows(
                    CorruptFileException.class,
                    () -> fixture.open(file),
                    () -> "a file of " + content.length + " bytes");
        }
    }

    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("OPEN-4 a directory is refused with IOException")
    default void aDirectoryIsRefused(Fixture fixture) throws IOException {
        Path directory = fixture.newDirectory();
        IOException refusal = assertThrows(IOException.class, () -> fixture.open(directory));
        assertInstanceOf(IOException.class, refusal);
    }

    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("OPEN-5 a failed open leaves nothing behind")
    default void aFailedOpenLeavesNothingBehind(Fixture fixture) throws IOException {
        byte[] whole = Files.readAllBytes(fixture.table(Datasets.catalog()));
        Path file = fixture.newDirectory().resolve("broken" + fixture.format().suffix());
        for (int cut : List.of(0, 4, whole.length / 2, whole.length - 9, whole.length - 1)) {
            Files.write(file, java.util.Arrays.copyOf(whole, cut));
            assertThrows(IOException.class, () -> fixture.open(file));
        }
        Files.write(file, whole);
        assertThrows(
                IllegalArgumentException.class,
                () -> fixture.provider().open(file, fixture.options().with("no.such.option", "1")));
        assertEquals(0, fixture.allocator().getAllocatedMemory(), "bytes left in the allocator");
        assertEquals(List.of(), OpenFiles.of(file), "maps and descriptors left of the file");
    }

    @ConformanceTest
    @DisplayName("OPEN-6 an option that the backend does not understand is refused by its key")
    default void anUnknownOptionIsRefused(Fixture fixture) throws IOException {
        Path table = fixture.table(Datasets.catalog());
        StorageOptions unknown = fixture.options().with("no.such.option", "1");
        Checks.refused(
                IllegalArgumentException.class,
                () -> fixture.provider().open(table, unknown).close(),
                "no.such.option");
    }

    @ConformanceTest
    @DisplayName("OPEN-7 an option whose text cannot be read is refused by its key")
    default void anUnreadableOptionIsRefused(Fixture fixture) throws IOException {
        Path table = fixture.table(Datasets.catalog());
        for (StorageOption<?> option : fixture.provider().options()) {
            if (option.type() != String.class) {
                StorageOptions unreadable = fixture.options().with(option.key(), "no such value");
                Checks.refused(
                        IllegalArgumentException.class,
                        () -> fixture.provider().open(table, unreadable).close(),
                        option.key());
            }
        }
    }

    @ConformanceTest
    @DisplayName("OPEN-8 every option may be set to its default")
    default void everyOptionMayBeSetToItsDefault(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        StorageOptions options = StorageOptions.defaults().with(fixture.allocator());
        for (StorageOption<?> option : fixture.provider().options()) {
            options = withDefault(options, option);
        }
        try (ForwardStore store = fixture.provider().open(fixture.table(dataset), options)) {
            Checks.fetch(store, dataset, List.of("id"), 5, 50);
        }
    }

    private static <T> StorageOptions withDefault(StorageOptions options, StorageOption<T> option) {
        return options.with(option, option.defaultValue());
    }

    @ConformanceTest
    @DisplayName("OPEN-9 the provider decides, whatever type the options name")
    default void theProviderDecides(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        for (StorageType type : StorageType.values()) {
            StorageOptions options = fixture.options().with(type);
            try (ForwardStore store = fixture.provider().open(fixture.table(dataset), options)) {
                assertEquals(dataset.rowCount(), store.rowCount());
            }
        }
    }

    @ConformanceTest
    @DisplayName("OPEN-10 stores stand alone, of one table or of several")
    default void storesStandAlone(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        Dataset other = Datasets.boundary(17, 5);
        ForwardStore first = fixture.open(dataset);
        ForwardStore second = fixture.open(dataset);
        ForwardStore third = fixture.open(other);
        Checks.fetch(first, dataset, List.of("id"), 5, 50);
        first.close();
        Checks.fetch(second, dataset, List.of("id"), 5, 50);
        Checks.fetch(third, other, List.of("id"), 5, 16);
        second.close();
        Checks.fetch(third, other, List.of("id"), 5, 16);
    }

    @ConformanceTest
    @DisplayName("OPEN-11 a table without rows opens")
    default void aTableWithoutRowsOpens(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.boundary(0, 5);
        ForwardStore store = fixture.open(dataset);
        assertEquals(0, store.rowCount());
        Checks.fetch(store, dataset, dataset.columnNames());
        Checks.scan(store, dataset, io.forwardstore.ScanOptions.of(dataset.columnNames()));
        assertTrue(store.blockCount() >= 0);
    }
}
