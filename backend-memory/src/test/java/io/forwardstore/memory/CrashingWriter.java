package io.forwardstore.memory;

import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Adds rows for as long as it is let, and says on its output how many are safe: what [CrashTest] kills.
final class CrashingWriter {
    private CrashingWriter() {}

    /// @param arguments the file, the durability, the journal's sync and a seed
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Durability durability = Durability.valueOf(arguments[1]);
        StorageOptions options =
                StorageOptions.defaults()
                        .with(MemoryOptions.DURABILITY, durability)
                        .with(MemoryOptions.JOURNAL_SYNC, JournalSync.valueOf(arguments[2]))
                        .with(MemoryOptions.JOURNAL_SYNC_MILLIS, 5L);
        Random random = new Random(Long.parseLong(arguments[3]));
        try (BufferAllocator allocator = new RootAllocator()) {
            while (true) {
                try (WritableForwardStore store = open(file, options.with(allocator))) {
                    write(store, durability, random, allocator);
                }
                // Closing flushed.
                acknowledge(rowCount(file));
            }
        }
    }

    private static WritableForwardStore open(Path file, StorageOptions options) throws IOException {
        MemoryStorageProvider provider = new MemoryStorageProvider();
        return Files.exists(file) || Files.exists(Journal.of(file))
                ? provider.openForWriting(file, options)
                : provider.create(file, NumberedRows.SCHEMA, options);
    }

    private static long rowCount(Path file) throws IOException {
        try (var store = new MemoryStorageProvider().open(file, StorageOptions.defaults())) {
            return store.rowCount();
        }
    }

    private static void write(
            WritableForwardStore store, Durability durability, Random random, BufferAllocator allocator)
            throws IOException {
        int calls = 1 + random.nextInt(60);
        for (int call = 0; call < calls; call++) {
            int kind = random.nextInt(10);
            if (kind < 6) {
                store.insert(NumberedRows.row(store.rowCount()));
            } else if (kind < 9) {
                int rows = 1 + random.nextInt(random.nextInt(10) == 0 ? 20_000 : 300);
                try (VectorSchemaRoot batch = NumberedRows.batch(store.rowCount(), rows, allocator)) {
                    store.append(batch);
                }
            } else {
                store.flush();
                acknowledge(store.rowCount());
            }
            if (durability == Durability.JOURNAL) {
                acknowledge(store.rowCount());
            }
        }
    }

    private static void acknowledge(long rows) {
        System.out.println(rows);
        System.out.flush();
    }
}
