package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertTrue;

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

/// The power fails after each call that changes what a device holds: everything promised by then is there, in order,
/// once.
///
/// Killing a process shows none of this: the operating system goes on and writes what was never forced.
final class PowerCutTest {
    private static final MemoryStorageProvider PROVIDER = new MemoryStorageProvider();

    @TempDir Path directory;

    private long promisedRows;
    private boolean isPromised;

    @ParameterizedTest
    @CsvSource({
        "NONE, NEVER, arrow",
        "JOURNAL, ALWAYS, arrow",
        "JOURNAL, ALWAYS, parquet",
        "JOURNAL, INTERVAL, arrow",
        "JOURNAL, NEVER, arrow"
    })
    void everyPromisedRowIsThereAfterAPowerCut(Durability durability, JournalSync sync, String ending)
            throws IOException {
        Path folder = Files.createDirectory(directory.resolve("table"));
        Files.createDirectory(directory.resolve("left"));
        Path file = folder.resolve("table." + ending);
        PowerCuts device = new PowerCuts(folder, left -> check(left.resolve(file.getFileName())));
        // What is acknowledged is promised if it is forced before; what is flushed always is.
        boolean acknowledgedIsPromised = durability == Durability.JOURNAL && sync == JournalSync.ALWAYS;
        try (BufferAllocator allocator = new RootAllocator()) {
            StorageOptions options =
                    StorageOptions.defaults()
                            .with(allocator)
                            .with(MemoryOptions.DURABILITY, durability)
                            .with(MemoryOptions.JOURNAL_SYNC, sync)
                            .with(MemoryOptions.JOURNAL_SYNC_MILLIS, 1L)
                            .with(MemoryOptions.BLOCK_ROWS, 100L);
            Path faulty = new FaultyFiles(folder, device).of(file);
            try (WritableForwardStore store = PROVIDER.create(faulty, NumberedRows.SCHEMA, options)) {
                for (int rows : new int[] {1, 250, 3, 700, 1, 1}) {
                    NumberedRows.append(store, rows, allocator);
                    promise(acknowledgedIsPromised, store);
                    if (rows > 1) {
                        store.flush();
                        promise(true, store);
                    }
                }
            }
            try (WritableForwardStore store = PROVIDER.openForWriting(faulty, options)) {
                promise(true, store);
                NumberedRows.append(store, 40, allocator);
                promise(acknowledgedIsPromised, store);
            }
        }
        assertTrue(device.cuts() > 10, () -> device.cuts() + " power cuts");
    }

    private synchronized void promise(boolean holds, WritableForwardStore store) {
        if (holds) {
            promisedRows = store.rowCount();
            isPromised = true;
        }
    }

    /// That a table left by a power cut has what was promised.
    private synchronized void check(Path file) throws IOException {
        if (!Files.exists(file) && !Files.exists(Journal.of(file))) {
            assertTrue(!isPromised, () -> "nothing is left of " + promisedRows + " rows");
            return;
        }
        try (BufferAllocator allocator = new RootAllocator()) {
            // Not closed as usual: flushing would force files, which takes longer than all the rest of this test.
            GrowingStore found =
                    (GrowingStore) PROVIDER.openForWriting(file, StorageOptions.defaults().with(allocator));
            try {
                assertTrue(
                        found.rowCount() >= promisedRows, () -> found.rowCount() + " rows are left of " + promisedRows);
                NumberedRows.check(found, found.rowCount());
            } finally {
                found.closeWithoutFlush();
            }
        }
    }
}
