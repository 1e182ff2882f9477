package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// One story of a table, told again and again: the n-th call on the file system fails, for every n that there is, or
/// with `-Dforwardstore.faults.stride=N` for each N-th.
final class FaultTest {
    private static final MemoryStorageProvider PROVIDER = new MemoryStorageProvider();
    private static final int STRIDE = Integer.getInteger("forwardstore.faults.stride", 1);

    @TempDir Path directory;

    private enum Fault {
        ONCE,
        FROM_THEN_ON
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, ONCE, arrow",
        "NONE, FROM_THEN_ON, arrow",
        "NONE, FROM_THEN_ON, parquet",
        "JOURNAL, ONCE, arrow",
        "JOURNAL, FROM_THEN_ON, arrow",
        "JOURNAL, FROM_THEN_ON, parquet"
    })
    void aFailureOfAnyCallLosesNothing(Durability durability, Fault fault, String ending) throws IOException {
        int call = 0;
        while (new Story(durability, fault, ending, call).isInterrupted()) {
            call += STRIDE;
        }
        assertTrue(call > 10, () -> "calls that were let fail in " + durability);
        System.out.println(
                "  " + durability + ", " + fault + ", " + ending + ": " + call / STRIDE + " calls failed in turn");
    }

    private final class Story {
        private final FaultyFiles files = new FaultyFiles(directory);
        private final Path folder;
        private final Path file;
        private final Durability durability;
        private long flushedRows = -1;

        Story(Durability durability, Fault fault, String ending, int call) throws IOException {
            this.folder = Files.createTempDirectory(directory, "story");
            this.file = folder.resolve("table." + ending);
            this.durability = durability;
            switch (fault) {
                case ONCE -> files.failAt(call);
                case FROM_THEN_ON -> files.failFrom(call);
            }
        }

        /// Tells the story; answers whether a call failed.
        boolean isInterrupted() throws IOException {
            try (BufferAllocator allocator = new RootAllocator()) {
                tell(allocator);
            }
            return files.hasFailed();
        }

        private void tell(BufferAllocator allocator) throws IOException {
            StorageOptions options =
                    StorageOptions.defaults()
                            .with(allocator)
                            .with(MemoryOptions.DURABILITY, durability)
                            .with(MemoryOptions.BLOCK_ROWS, 1_000L);
            WritableForwardStore store;
            try {
                store = PROVIDER.create(files.of(file), NumberedRows.SCHEMA, options);
            } catch (IOException e) {
                assertNamesTheFile(e);
                files.repair();
                if (Files.exists(Journal.of(file))) {
                    // The journal is there, and only its directory was not forced.
                    PROVIDER.openForWriting(file, options).close();
                    return;
                }
                store = PROVIDER.create(files.of(file), NumberedRows.SCHEMA, options);
            }
            append(store, 3_000, allocator);
            append(store, 1, allocator);
            flush(store);
            append(store, 200, allocator);
            append(store, 1, allocator);
            flush(store);
            append(store, 2, allocator);
            close(store);
            assertFalse(Files.exists(Journal.of(file)), "a journal is left");
            try (ForwardStore read = PROVIDER.open(file, StorageOptions.defaults().with(allocator))) {
                NumberedRows.check(read, 3_204);
            }
        }

        private void append(WritableForwardStore store, int rows, BufferAllocator allocator) throws IOException {
            long before = store.rowCount();
            try {
                NumberedRows.append(store, rows, allocator);
            } catch (IOException e) {
                assertNamesTheFile(e);
                NumberedRows.check(store, before);
                files.repair();
                checkDisk(before, rows, allocator);
                try {
                    NumberedRows.append(store, rows, allocator);
                } catch (IOException broken) {
                    assertTrue(broken.getMessage().contains("flush the table"), broken::getMessage);
                    NumberedRows.check(store, before);
                    flush(store);
                    NumberedRows.append(store, rows, allocator);
                }
            }
            NumberedRows.check(store, before + rows);
            checkDisk(store.rowCount(), 0, allocator);
        }

        private void flush(WritableForwardStore store) throws IOException {
            try {
                store.flush();
            } catch (IOException e) {
                assertNamesTheFile(e);
                files.repair();
                checkFile(store.rowCount());
                NumberedRows.check(store, store.rowCount());
                store.flush();
            }
            flushedRows = store.rowCount();
            checkFile(store.rowCount());
        }

        private void close(WritableForwardStore store) throws IOException {
            try {
                store.close();
            } catch (IOException e) {
                assertNamesTheFile(e);
                files.repair();
                store.close();
            }
        }

        /// The file is the old one or the new one, whole.
        private void checkFile(long rows) throws IOException {
            if (!Files.exists(file)) {
                assertEquals(-1, flushedRows, "a file that was flushed is gone");
                return;
            }
            try (ForwardStore read = PROVIDER.open(file, StorageOptions.defaults())) {
                assertTrue(
                        read.rowCount() == flushedRows || read.rowCount() == rows,
                        () -> "the file has " + read.rowCount() + " rows, before it had " + flushedRows);
                NumberedRows.check(read, read.rowCount());
            }
        }

        /// What a process that found the disk like this would see: every row acknowledged so far.
        private void checkDisk(long acknowledged, int inFlight, BufferAllocator allocator) throws IOException {
            checkFile(acknowledged);
            if (durability == Durability.NONE) {
                return;
            }
            Path copy = Files.createTempDirectory(folder, "copy").resolve(file.getFileName());
            for (Path path : List.of(file, Journal.of(file))) {
                if (Files.exists(path)) {
                    Files.copy(path, copy.resolveSibling(path.getFileName()));
                }
            }
            // Not closed as usual: flushing would force files, which takes longer than all the rest of this test.
            GrowingStore found =
                    (GrowingStore) PROVIDER.openForWriting(copy, StorageOptions.defaults().with(allocator));
            try {
                assertTrue(found.rowCount() >= acknowledged && found.rowCount() <= acknowledged + inFlight);
                NumberedRows.check(found, found.rowCount());
            } finally {
                found.closeWithoutFlush();
            }
        }

        private void assertNamesTheFile(IOException e) {
            assertTrue(e.getMessage().startsWith("[" + folder), e::getMessage);
        }
    }
}
