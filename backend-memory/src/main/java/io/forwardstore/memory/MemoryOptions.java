package io.forwardstore.memory;

import io.forwardstore.StorageOption;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.WriteOptions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The options of [MemoryStorageProvider].
public final class MemoryOptions {
    private static final long MAX_BLOCK_ROWS = 1 << 24;
    private static final int DEFAULT_BLOCK_ROWS = 65_536;

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

    /// What becomes of a journal that was damaged before its end.
    public static final StorageOption<DamagedJournal> DAMAGED_JOURNAL =
            StorageOption.ofEnum(
                    "forwardstore.memory.damaged-journal",
                    DamagedJournal.REFUSE,
                    "Refuse to open a table whose journal was damaged before its end (refuse), or rename the journal"
                            + " and go on with the rows before the damage (set_aside)");

    /// The format of flushed files.
    public static final StorageOption<FlushFormat> FORMAT =
            StorageOption.ofEnum(
                    "forwardstore.memory.format",
                    FlushFormat.BY_NAME,
                    "Flush as the file's name asks (by_name), as Arrow IPC (arrow) or as Parquet (parquet)");

    /// The rows of a block of a table that grows: of what readers see as one in memory, and of the record batches or
    /// row groups of its file.
    public static final StorageOption<Long> BLOCK_ROWS =
            StorageOption.ofLong(
                    "forwardstore.memory.block-rows",
                    0,
                    0,
                    MAX_BLOCK_ROWS,
                    "Rows of a block of a table that grows, in memory and in its file; 0 for 65,536 in memory and what"
                            + " the file's format has otherwise");

    /// The options of tables that are read.
    static final List<StorageOption<?>> ALL = all();

    private MemoryOptions() {}

    /// How a table's file is written.
    ///
    /// @throws IllegalArgumentException if the file's name asks for no format, and the options for none either
    static WriteOptions writeOptions(Path file, StorageOptions options) {
        WriteOptions written = options.get(FORMAT).writeOptions(file);
        int rows = Math.toIntExact(options.get(BLOCK_ROWS));
        return rows == 0 ? written : written.withBlockRows(rows);
    }

    /// Rows of a block in memory.
    static int blockRows(StorageOptions options) {
        int rows = Math.toIntExact(options.get(BLOCK_ROWS));
        return rows == 0 ? DEFAULT_BLOCK_ROWS : rows;
    }

    private static List<StorageOption<?>> all() {
        List<StorageOption<?>> options = new ArrayList<>(TableFiles.OPTIONS);
        options.addAll(
                List.of(
                        BYTE_LIMIT,
                        ROW_LIMIT,
                        BLOCK_ROWS,
                        DURABILITY,
                        JOURNAL_SYNC,
                        JOURNAL_SYNC_MILLIS,
                        DAMAGED_JOURNAL,
                        FORMAT));
        return List.copyOf(options);
    }
}
