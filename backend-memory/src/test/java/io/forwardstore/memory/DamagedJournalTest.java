package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.CorruptFileException;
import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Journals that are damaged before their end: what was acknowledged cannot be read as a whole, and what can be read is
/// lost by nobody.
final class DamagedJournalTest {
    private static final MemoryStorageProvider PROVIDER = new MemoryStorageProvider();
    private static final int FILE_ROWS = 5;

    private final BufferAllocator allocator = new RootAllocator();
    private final StorageOptions options =
            StorageOptions.defaults().with(allocator).with(MemoryOptions.DURABILITY, Durability.JOURNAL);
    private final StorageOptions settingAside = options.with(MemoryOptions.DAMAGED_JOURNAL, DamagedJournal.SET_ASIDE);

    @TempDir Path directory;

    @AfterEach
    void everyBufferIsReleased() {
        allocator.close();
    }

    @Test
    void aFlippedBitBeforeTheLastRecordIsAnErrorThatLeavesTheJournalAlone() throws IOException {
        Path source = directory.resolve("source.arrow");
        int begin = tableOf(source, 3).length;
        int end = tableOf(source, 3, 4).length;
        byte[] bytes = tableOf(source, 3, 4, 2);
        for (int at = begin; at < end; at += 11) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 4;
            Path file = newFile();
            Files.write(Journal.of(file), damaged);
            CorruptFileException refusal =
                    assertThrows(CorruptFileException.class, () -> PROVIDER.openForWriting(file, options));
            assertEquals(begin, refusal.offsetBytes());
            assertTrue(
                    refusal.getMessage().contains("3 rows before it and 2 rows from byte " + end),
                    refusal.getMessage());
            assertTrue(refusal.getMessage().contains(MemoryOptions.DAMAGED_JOURNAL.key()), refusal.getMessage());
            assertArrayEquals(damaged, Files.readAllBytes(Journal.of(file)));
        }
    }

    @Test
    void aJournalWithoutItsFirstRecordIsRefused() throws IOException {
        byte[] damaged = tableOf(directory.resolve("source.arrow"), 3);
        damaged[70] ^= 1;
        Path file = newFile();
        for (byte[] bytes : new byte[][] {damaged, new byte[0]}) {
            Files.write(Journal.of(file), bytes);
            for (StorageOptions some : new StorageOptions[] {options, settingAside}) {
                assertThrows(CorruptFileException.class, () -> PROVIDER.openForWriting(file, some));
            }
            assertArrayEquals(bytes, Files.readAllBytes(Journal.of(file)));
        }
    }

    @Test
    void aTableGoesOnWithTheRowsBeforeTheDamageAndTheJournalIsKept() throws IOException {
        Path file = newFile();
        byte[] damaged = damagedTable(file);
        Path aside = file.resolveSibling("table.arrow.journal.damaged");
        Recovery[] found = new Recovery[1];
        try (WritableForwardStore store =
                PROVIDER.openForWriting(file, settingAside, recovery -> found[0] = recovery)) {
            assertEquals(3, found[0].journalRows());
            assertEquals(FILE_ROWS, found[0].fileRows());
            assertEquals(Optional.of(aside), found[0].setAside());
            assertArrayEquals(damaged, Files.readAllBytes(aside));
            try (var written = PROVIDER.open(file, options)) {
                NumberedRows.check(written, FILE_ROWS + 3);
            }
            NumberedRows.append(store, 10, allocator);
            assertTrue(Files.exists(Journal.of(file)));
            NumberedRows.check(store, FILE_ROWS + 13);
        }
        try (var written = PROVIDER.open(file, options)) {
            NumberedRows.check(written, FILE_ROWS + 13);
        }
        assertArrayEquals(damaged, Files.readAllBytes(aside));
    }

    @Test
    void aJournalThatIsSetAsideTakesNoOthersName() throws IOException {
        Path file = newFile();
        byte[] earlier = {1};
        Path first = Files.write(file.resolveSibling("table.arrow.journal.damaged"), earlier);
        Path second = Files.write(file.resolveSibling("table.arrow.journal.damaged-2"), earlier);
        byte[] damaged = damagedTable(file);
        PROVIDER.openForWriting(file, settingAside).close();
        assertArrayEquals(earlier, Files.readAllBytes(first));
        assertArrayEquals(earlier, Files.readAllBytes(second));
        assertArrayEquals(damaged, Files.readAllBytes(file.resolveSibling("table.arrow.journal.damaged-3")));
    }

    @Test
    void aTableWhoseJournalHasNoFirstRecordGoesOnWithItsFile() throws IOException {
        Path file = newFile();
        byte[] bytes = tableOf(file, 3);
        bytes[70] ^= 1;
        Files.write(Journal.of(file), bytes);
        try (WritableForwardStore store = PROVIDER.openForWriting(file, settingAside)) {
            NumberedRows.check(store, FILE_ROWS);
        }
        assertArrayEquals(bytes, Files.readAllBytes(file.resolveSibling("table.arrow.journal.damaged")));
    }

    @Test
    void aWholeJournalIsNotSetAside() throws IOException {
        Path file = newFile();
        tableOf(file, 3, 4);
        try (WritableForwardStore store =
                PROVIDER.openForWriting(
                        file,
                        settingAside,
                        recovery -> {
                            assertEquals(new Recovery(FILE_ROWS, 7, 0, Optional.empty()), recovery);
                        })) {
            NumberedRows.check(store, FILE_ROWS + 7);
        }
    }

    @Test
    void aFailureWhileAJournalIsSetAsideLosesNothing() throws IOException {
        int call = 0;
        boolean failed = true;
        while (failed) {
            Path file = newFile();
            byte[] damaged = damagedTable(file);
            FaultyFiles files = new FaultyFiles(directory);
            files.failAt(call++);
            WritableForwardStore store = null;
            try {
                store = PROVIDER.openForWriting(files.of(file), settingAside);
                store.close();
            } catch (IOException e) {
                assertTrue(e.getMessage().startsWith("[" + file.getParent()), e::getMessage);
            }
            failed = files.hasFailed();
            files.repair();
            if (store != null) {
                store.close();
            }
            PROVIDER.openForWriting(file, settingAside).close();
            try (var written = PROVIDER.open(file, options)) {
                NumberedRows.check(written, FILE_ROWS + 3);
            }
            assertArrayEquals(damaged, Files.readAllBytes(file.resolveSibling("table.arrow.journal.damaged")));
        }
        assertTrue(call > 8, call + " calls failed in turn");
    }

    private Path newFile() throws IOException {
        return Files.createTempDirectory(directory, "table").resolve("table.arrow");
    }

    /// A table of 5 rows in its file, and batches of 3, 4 and 2 in its journal, the second of which is damaged.
    ///
    /// @return the journal
    private byte[] damagedTable(Path file) throws IOException {
        int begin = tableOf(file, 3).length;
        byte[] bytes = tableOf(file, 3, 4, 2);
        bytes[begin + 100] ^= 4;
        Files.write(Journal.of(file), bytes);
        return bytes;
    }

    /// Makes a table whose file has 5 rows and whose journal has these batches on top of them.
    ///
    /// @return the journal
    private byte[] tableOf(Path file, int... batches) throws IOException {
        byte[] journal;
        byte[] written;
        Path made = newFile();
        try (WritableForwardStore store = PROVIDER.create(made, NumberedRows.SCHEMA, options)) {
            NumberedRows.append(store, FILE_ROWS, allocator);
            store.flush();
            written = Files.readAllBytes(made);
            for (int rows : batches) {
                NumberedRows.append(store, rows, allocator);
            }
            journal = Files.readAllBytes(Journal.of(made));
        }
        Files.write(file, written);
        Files.write(Journal.of(file), journal);
        return journal;
    }
}
