package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

final class JournalTest {
    private static final MemoryStorageProvider PROVIDER = new MemoryStorageProvider();

    private final BufferAllocator allocator = new RootAllocator();
    private final StorageOptions options =
            StorageOptions.defaults()
                    .with(allocator)
                    .with(MemoryOptions.DURABILITY, Durability.JOURNAL)
                    .with(MemoryOptions.JOURNAL_SYNC, JournalSync.NEVER);

    @TempDir Path directory;

    private Path file;
    private Path journal;

    @BeforeEach
    void names() {
        file = directory.resolve("table.arrow");
        journal = Journal.of(file);
    }

    @AfterEach
    void everyBufferIsReleased() {
        allocator.close();
    }

    @Test
    void aJournalIsAnArrowStreamInRecords() throws IOException {
        byte[] bytes = journalOf(3, 2, 4);
        try (WritableForwardStore store = PROVIDER.openForWriting(write(bytes), options)) {
            NumberedRows.check(store, 9);
        }
        byte[] stream = new byte[0];
        for (int at = 0; at < bytes.length; ) {
            int payload =
                    Math.toIntExact(
                            ByteBuffer.wrap(bytes)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getLong(at + JournalRecord.PAYLOAD_BYTES_AT));
            int start = at + JournalRecord.HEADER_BYTES;
            byte[] joined = Arrays.copyOf(stream, stream.length + payload);
            System.arraycopy(bytes, start, joined, stream.length, payload);
            stream = joined;
            at = start + payload;
        }
        Path written = Files.write(directory.resolve("stream.arrows"), stream);
        try (ForwardStore read = PROVIDER.open(written, StorageOptions.defaults().with(allocator))) {
            assertEquals(3, read.blockCount());
            NumberedRows.check(read, 9);
        }
    }

    @Test
    void aTailTornAtAnyByteIsCutAndReported() throws IOException {
        byte[] bytes = journalOf(3, 1, 2);
        int third = journalOf(3, 1).length;
        int second = journalOf(3).length;
        for (int length = second; length <= bytes.length; length += length > bytes.length - 3 ? 1 : 3) {
            Recovery[] found = new Recovery[1];
            Path torn = write(Arrays.copyOf(bytes, length));
            int whole = length == bytes.length ? bytes.length : length >= third ? third : second;
            int rows = length == bytes.length ? 6 : length >= third ? 4 : 3;
            try (WritableForwardStore store = PROVIDER.openForWriting(torn, options, recovery -> found[0] = recovery)) {
                assertEquals(new Recovery(0, rows, length - whole, Optional.empty()), found[0]);
                assertEquals(whole, Files.size(Journal.of(torn)), "the torn tail is cut off");
                NumberedRows.check(store, rows);
                store.insert(NumberedRows.row(rows));
                NumberedRows.check(store, rows + 1);
            }
            delete(torn);
        }
    }

    @Test
    void aTailOfGarbageOrZerosIsCut() throws IOException {
        byte[] bytes = journalOf(5);
        Random random = new Random(1);
        for (int kind = 0; kind < 3; kind++) {
            byte[] tail = new byte[1000];
            if (kind > 0) {
                random.nextBytes(tail);
            }
            byte[] torn = Arrays.copyOf(bytes, bytes.length + tail.length);
            System.arraycopy(tail, 0, torn, bytes.length, tail.length);
            Path opened = write(torn);
            try (WritableForwardStore store = PROVIDER.openForWriting(opened, options)) {
                NumberedRows.check(store, 5);
            }
            delete(opened);
        }
    }

    @Test
    void rowsThatTheFileHasByNowAreTakenOnce() throws IOException {
        byte[] bytes = journalOf(3, 4, 2);
        for (int fileRows : new int[] {0, 3, 5, 7, 9, 20}) {
            Path opened = write(bytes);
            writeFile(opened, fileRows);
            Recovery[] found = new Recovery[1];
            try (WritableForwardStore store =
                    PROVIDER.openForWriting(opened, options, recovery -> found[0] = recovery)) {
                assertEquals(new Recovery(fileRows, Math.max(0, 9 - fileRows), 0, Optional.empty()), found[0]);
                NumberedRows.check(store, Math.max(9, fileRows));
            }
            delete(opened);
        }
    }

    @Test
    void aJournalThatGoesOnWhereTheFileDoesNotEndIsRefused() throws IOException {
        try (WritableForwardStore store = PROVIDER.create(file, NumberedRows.SCHEMA, options)) {
            store.insert(NumberedRows.row(0));
            store.flush();
            store.insert(NumberedRows.row(1));
            Path other = directory.resolve("other.arrow");
            Files.copy(journal, Journal.of(other));
            IOException refusal = assertThrows(IOException.class, () -> PROVIDER.openForWriting(other, options));
            assertTrue(refusal.getMessage().startsWith("[" + other + "] Cannot open for writing: "), refusal::toString);
        }
    }

    @Test
    void aFlushRetiresTheJournalAndClosingDeletesIt() throws IOException {
        try (WritableForwardStore store = PROVIDER.create(file, NumberedRows.SCHEMA, options)) {
            long empty = Files.size(journal);
            NumberedRows.append(store, 500, allocator);
            assertTrue(Files.size(journal) > empty);
            store.flush();
            assertEquals(empty, Files.size(journal));
            NumberedRows.append(store, 10, allocator);
        }
        assertFalse(Files.exists(journal));
        try (var store = PROVIDER.open(file, options)) {
            NumberedRows.check(store, 510);
        }
    }

    @Test
    void rowsAddedAfterAFlushAreReplayedOnTopOfTheFile() throws IOException {
        Path copy = directory.resolve("copy.arrow");
        try (WritableForwardStore store = PROVIDER.create(file, NumberedRows.SCHEMA, options)) {
            NumberedRows.append(store, 70_000, allocator);
            store.flush();
            NumberedRows.append(store, 70_001, allocator);
            Files.copy(file, copy);
            Files.copy(journal, Journal.of(copy));
        }
        Recovery[] found = new Recovery[1];
        try (WritableForwardStore store = PROVIDER.openForWriting(copy, options, recovery -> found[0] = recovery)) {
            assertEquals(new Recovery(70_000, 70_001, 0, Optional.empty()), found[0]);
            NumberedRows.check(store, 140_001);
        }
    }

    @Test
    void noTableIsMadeOverRowsThatAreNotFlushed() throws IOException {
        write(journalOf(3));
        StorageOptions withoutJournal = StorageOptions.defaults().with(allocator);
        for (StorageOptions some : List.of(options, withoutJournal)) {
            assertThrows(FileAlreadyExistsException.class, () -> PROVIDER.create(file, NumberedRows.SCHEMA, some));
        }
        Path flushed = directory.resolve("flushed.arrow");
        writeFile(flushed, 3);
        assertThrows(FileAlreadyExistsException.class, () -> PROVIDER.create(flushed, NumberedRows.SCHEMA, options));
        PROVIDER.create(flushed, NumberedRows.SCHEMA, withoutJournal).close();
    }

    @Test
    void everyBatchOfAReaderIsReplayed() throws IOException {
        Path copy = directory.resolve("copy.arrow");
        try (WritableForwardStore source =
                        PROVIDER.create(
                                directory.resolve("source.arrow"),
                                NumberedRows.SCHEMA,
                                options.with(MemoryOptions.BLOCK_ROWS, 600L));
                WritableForwardStore store = PROVIDER.create(file, NumberedRows.SCHEMA, options)) {
            NumberedRows.append(source, 1_500, allocator);
            try (ArrowReader reader = source.scan(NumberedRows.COLUMNS)) {
                store.append(reader);
            }
            Files.copy(journal, Journal.of(copy));
        }
        try (WritableForwardStore store = PROVIDER.openForWriting(copy, options)) {
            NumberedRows.check(store, 1_500);
        }
    }

    @Test
    void rowsThatWereRefusedAreNotInTheJournal() throws IOException {
        Path copy = directory.resolve("copy.arrow");
        StorageOptions small = options.with(MemoryOptions.BYTE_LIMIT, 1L << 20).with(MemoryOptions.BLOCK_ROWS, 1_000L);
        try (WritableForwardStore store = PROVIDER.create(file, NumberedRows.SCHEMA, small);
                WritableForwardStore source =
                        PROVIDER.create(directory.resolve("source.arrow"), NumberedRows.SCHEMA, options);
                VectorSchemaRoot many = NumberedRows.batch(500, 100_000, allocator)) {
            source.append(many);
            NumberedRows.append(store, 500, allocator);
            long before = Files.size(journal);
            try (ArrowReader reader = source.scan(NumberedRows.COLUMNS)) {
                assertThrows(IllegalStateException.class, () -> store.append(reader));
            }
            assertEquals(before, Files.size(journal));
            Files.copy(journal, Journal.of(copy));
        }
        try (WritableForwardStore store = PROVIDER.openForWriting(copy, options)) {
            NumberedRows.check(store, 500);
        }
    }

    @Test
    void aTableIsOpenForWritingOnce() throws IOException {
        try (WritableForwardStore store = PROVIDER.create(file, NumberedRows.SCHEMA, options)) {
            IOException refusal = assertThrows(IOException.class, () -> PROVIDER.openForWriting(file, options));
            assertTrue(refusal.getMessage().contains("another writer"), refusal::getMessage);
            store.flush();
            assertThrows(IOException.class, () -> PROVIDER.openForWriting(file, options));
            store.insert(NumberedRows.row(0));
        }
    }

    @Test
    void whatIsNotThereCannotBeOpenedForWriting() {
        assertThrows(NoSuchFileException.class, () -> PROVIDER.openForWriting(file, options));
    }

    private byte[] journalOf(int... batches) throws IOException {
        Path path = directory.resolve("source.arrow");
        byte[] bytes;
        try (WritableForwardStore store = PROVIDER.create(path, NumberedRows.SCHEMA, options)) {
            for (int rows : batches) {
                NumberedRows.append(store, rows, allocator);
            }
            bytes = Files.readAllBytes(Journal.of(path));
        }
        Files.delete(path);
        return bytes;
    }

    private Path write(byte[] bytes) throws IOException {
        Files.write(journal, bytes);
        return file;
    }

    private void writeFile(Path path, int rows) throws IOException {
        try (VectorSchemaRoot batch = NumberedRows.batch(0, rows, allocator);
                TableWriter writer = TableWriters.create(path, NumberedRows.SCHEMA, WriteOptions.arrow())) {
            writer.write(batch);
            writer.commit();
        }
    }

    private static void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(Journal.of(path));
    }
}
