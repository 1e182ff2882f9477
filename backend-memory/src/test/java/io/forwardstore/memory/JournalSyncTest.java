package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// When the journal is forced to the device.
final class JournalSyncTest {
    /// Far beyond any time that an interval of a millisecond takes.
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path directory;

    private final Semaphore forced = new Semaphore(0);
    private final FaultyFiles files =
            new FaultyFiles(
                    Path.of("").toAbsolutePath(),
                    new FaultyFiles.Listener() {
                        @Override
                        public void forced(FileChannel channel) {
                            forced.release();
                        }
                    });

    @Test
    void alwaysForcesOnceBeforeEachAcknowledgement() throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                WritableForwardStore store = create(JournalSync.ALWAYS, 1, allocator)) {
            for (long row = 0; row < 10; row++) {
                store.insert(NumberedRows.row(row));
                assertEquals(1, forced.drainPermits());
            }
        }
    }

    @Test
    void neverLeavesForcingToTheOperatingSystem() throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                WritableForwardStore store = create(JournalSync.NEVER, 1, allocator)) {
            for (long row = 0; row < 10; row++) {
                store.insert(NumberedRows.row(row));
            }
            assertEquals(0, forced.drainPermits());
        }
    }

    @Test
    void intervalForcesLaterAndOnlyIfThereIsSomething() throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                WritableForwardStore store = create(JournalSync.INTERVAL, 1, allocator)) {
            for (long row = 0; row < 3; row++) {
                store.insert(NumberedRows.row(row));
                assertTimeoutPreemptively(LONG, () -> forced.acquire());
            }
        }
    }

    @Test
    void aLongIntervalForcesNothingAtOnce() throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                WritableForwardStore store = create(JournalSync.INTERVAL, LONG.toMillis() * 60, allocator)) {
            store.insert(NumberedRows.row(0));
            assertEquals(0, forced.drainPermits());
        }
    }

    @Test
    void aForceThatFailedMeanwhileIsToldToTheNextWriterAndMendedByAFlush() throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                WritableForwardStore store = create(JournalSync.INTERVAL, 1, allocator)) {
            // The insert's one call writes the record; the next call is the timer's.
            files.failFrom(files.calls() + 1);
            store.insert(NumberedRows.row(0));
            assertTimeoutPreemptively(
                    LONG,
                    () -> {
                        while (!files.hasFailed()) {
                            Thread.onSpinWait();
                        }
                    });
            files.repair();
            IOException refusal = assertTimeoutPreemptively(LONG, () -> refusedInsert(store));
            assertTrue(refusal.getMessage().startsWith("[" + directory), refusal::getMessage);
            assertTrue(refusal.getMessage().contains("flush the table"), refusal::getMessage);
            long rows = store.rowCount();
            store.flush();
            store.insert(NumberedRows.row(rows));
            NumberedRows.check(store, rows + 1);
        }
    }

    /// The timer tells of its failure a moment after the call has failed.
    private static IOException refusedInsert(WritableForwardStore store) throws IOException {
        while (true) {
            try {
                store.insert(NumberedRows.row(store.rowCount()));
            } catch (IOException e) {
                return e;
            }
        }
    }

    private WritableForwardStore create(JournalSync sync, long millis, BufferAllocator allocator) throws IOException {
        StorageOptions options =
                StorageOptions.defaults()
                        .with(allocator)
                        .with(MemoryOptions.DURABILITY, Durability.JOURNAL)
                        .with(MemoryOptions.JOURNAL_SYNC, sync)
                        .with(MemoryOptions.JOURNAL_SYNC_MILLIS, millis);
        Path file = files.of(directory.resolve("table.arrow"));
        WritableForwardStore store = new MemoryStorageProvider().create(file, NumberedRows.SCHEMA, options);
        forced.drainPermits();
        return store;
    }
}
