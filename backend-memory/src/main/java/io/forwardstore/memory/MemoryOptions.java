package io.forwardstore.memory;

import io.forwardstore.StorageOption;
import io.forwardstore.engine.TableFiles;

import java.util.ArrayList;
import java.util.List;

/// The options of [MemoryStorageProvider].
public final class MemoryOptions {
    /// The most bytes that a table may hold in memory. Loading a larger one is refused; a table that grows is full.
    public static final StorageOption<Long> BYTE_LIMIT =
            StorageOption.ofBytes(
                    "forwardstore.memory.byte-limit",
                    0,
                    "The most bytes that a table may hold in memory; 0 for no limit");

    /// The most rows that a table may grow to.
    public static final StorageOption<Long> ROW_LIMIT =
            StorageOption.ofLong(
                    "forwardstore.memory.row-limit", 0, 0, "The most rows that a table may grow to; 0 for no limit");

    /// When added rows survive the end of the process.
    public static final StorageOption<Durability> DURABILITY =
            StorageOption.ofEnum(
                    "forwardstore.memory.durability",
                    Durability.NONE,
                    "Keep added rows until they are flushed (none) or in a journal at once (journal)");

    /// When the journal is forced to the device.
    public static final StorageOption<JournalSync> JOURNAL_SYNC =
            StorageOption.ofEnum(
                    "forwardstore.memory.journal-sync",
                    JournalSync.ALWAYS,
                    "Force the journal to the device before each acknowledgement (always), now and then (interval), or"
                            + " leave it to the operating system (never)");

    /// The time between two times that the journal is forced to the device, for [JournalSync#INTERVAL].
    public static final StorageOption<Long> JOURNAL_SYNC_MILLIS =
            StorageOption.ofLong(
                    "forwardstore.memory.journal-sync-millis",
                    100,
                    1,
                    "Milliseconds between two times that the journal is forced to the device");

    /// The format of flushed files.
    public static final StorageOption<FlushFormat> FORMAT =
            StorageOption.ofEnum(
                    "forwardstore.memory.format",
                    FlushFormat.BY_NAME,
                    "Flush as the file's name asks (by_name), as Arrow IPC (arrow) or as Parquet (parquet)");

    /// The options of tables that are read.
    static final List<StorageOption<?>> ALL = all();

    private MemoryOptions() {}

    private static List<StorageOption<?>> all() {
        List<StorageOption<?>> options = new ArrayList<>(TableFiles.OPTIONS);
        options.addAll(List.of(BYTE_LIMIT, ROW_LIMIT, DURABILITY, JOURNAL_SYNC, JOURNAL_SYNC_MILLIS, FORMAT));
        return List.copyOf(options);
    }
}
