package io.forwardstore.memory;

import io.forwardstore.StorageOptions;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.ipc.write.StreamMessages;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ScheduledFuture;

/// A file beside a table's that holds the rows which the table's file does not have yet, as [JournalRecord]s.
///
/// The first record has the schema and the number of rows that the table's file has when the journal begins. Row ids
/// tell which rows of the journal the file has by now: after a crash between a flush and the end of the journal both
/// have them, and they are taken once.
///
/// **State.** Records; broken after a failure that may have lost some, until [#retire]. **Threads.** One at a time, but
/// for the timer that forces the file.
///
/// **Ownership.** Locks the file, so that no other process writes to it. **Failure.** As for [RowLog].
final class Journal implements RowLog {
    private final Path file;
    private final JournalSync sync;
    private final Schema schema;
    private final BufferAllocator allocator;
    private final StreamMessages messages;
    private final JournalRecord record;
    private final @Nullable ScheduledFuture<?> timer;
    private volatile FileChannel channel;
    private long committedBytes;
    private long endBytes;
    private volatile boolean isForced = true;
    private volatile @Nullable IOException broken;

    private Journal(Path file, FileChannel channel, long endBytes, Schema schema, StorageOptions options) {
        this.file = file;
        this.channel = channel;
        this.endBytes = endBytes;
        this.committedBytes = endBytes;
        this.sync = options.get(MemoryOptions.JOURNAL_SYNC);
        this.schema = schema;
        this.allocator = options.allocator();
        this.record = new JournalRecord(allocator);
        this.messages = new StreamMessages(record, schema, allocator);
        this.timer = sync == JournalSync.INTERVAL ? startTimer(options.get(MemoryOptions.JOURNAL_SYNC_MILLIS)) : null;
    }

    private ScheduledFuture<?> startTimer(long millis) {
        return JournalTimer.every(millis, this::forceIfNeeded);
    }

    /// Where a table's journal is.
    static Path of(Path table) {
        return table.resolveSibling(table.getFileName() + ".journal");
    }

    /// Begins a journal in the place of one that may be there.
    ///
    /// @param rowCount the rows that the table's file has
    static Journal create(Path table, Schema schema, long rowCount, StorageOptions options) throws IOException {
        Path file = of(table);
        Begun begun = begin(file, schema, rowCount, options.allocator());
        if (begun.failure() != null) {
            throw abandoned(file, begun.channel(), failure(file, "begin", begun.failure()));
        }
        return opened(file, begun.channel(), begun.bytes(), schema, options);
    }

    /// Goes on with a journal.
    ///
    /// @param channel the journal, locked; owned by this from here on
    /// @param endBytes where its whole records end
    static Journal resume(Path table, FileChannel channel, long endBytes, Schema schema, StorageOptions options)
            throws IOException {
        return opened(of(table), channel, endBytes, schema, options);
    }

    private static Journal opened(Path file, FileChannel channel, long endBytes, Schema schema, StorageOptions options)
            throws IOException {
        try {
            return new Journal(file, channel, endBytes, schema, options);
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    /// Opens a journal and locks it.
    ///
    /// @throws IOException if another writer has it
    static FileChannel openLocked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(file, channel);
            return channel;
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(Path file, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException _) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException("[" + file + "] Cannot lock the journal: another writer has the table open");
        }
    }

    /// Makes a journal without rows: whole and locked before it has its name.
    private static Begun begin(Path file, Schema schema, long rowCount, BufferAllocator allocator) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        FileChannel channel = null;
        try (JournalRecord record = new JournalRecord(allocator);
                StreamMessages messages = new StreamMessages(record, schema, allocator)) {
            channel =
                    FileChannel.open(
                            temporary,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            lock(file, channel);
            messages.writeSchema();
            long bytes = record.writeTo(channel, 0, rowCount, 0);
            channel.force(true);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Begun(channel, bytes, forceDirectory(file));
        } catch (IOException e) {
            throw abandoned(temporary, channel, failure(file, "begin", e));
        }
    }

    /// A journal that has its name.
    ///
    /// @param failure why the name may be gone after a power failure, or null if it will not
    private record Begun(FileChannel channel, long bytes, @Nullable IOException failure) {}

    private static IOException abandoned(Path path, @Nullable FileChannel channel, IOException cause) {
        close(channel, cause);
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }

    private static void close(@Nullable FileChannel channel, IOException cause) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /// Gives a table's journal a name under which nobody looks for it.
    ///
    /// @return that name
    static Path setAside(Path table) throws IOException {
        Path file = of(table);
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        for (int number = 2; Files.exists(aside); number++) {
            aside = file.resolveSibling(file.getFileName() + ".damaged-" + number);
        }
        IOException failure;
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            failure = forceDirectory(file);
        } catch (IOException e) {
            failure = e;
        }
        if (failure != null) {
            throw failure(file, "rename", failure);
        }
        return aside;
    }

    private static @Nullable IOException forceDirectory(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    @Override
    public void append(List<ArrayData> columns, int rows, long firstRow) throws IOException {
        requireWhole();
        record.begin();
        messages.writeBatch(columns, rows);
        try {
            endBytes += record.writeTo(channel, endBytes, firstRow, rows);
        } catch (IOException e) {
            throw failure(file, "write to", e);
        }
    }

    private void requireWhole() throws IOException {
        IOException cause = broken;
        if (cause != null) {
            throw new IOException(
                    "[" + file + "] Cannot write to the journal: it failed before; flush the table to begin another",
                    cause);
        }
    }

    @Override
    public void commit() throws IOException {
        switch (sync) {
            case ALWAYS -> force();
            case INTERVAL -> {
                isForced = false;
                requireWhole();
            }
            case NEVER -> {}
        }
        committedBytes = endBytes;
    }

    /// After a failure to force a file nobody knows which of its bytes are on the device.
    private void force() throws IOException {
        try {
            channel.force(false);
        } catch (IOException e) {
            broken = e;
            throw failure(file, "force", e);
        }
    }

    private void forceIfNeeded() {
        if (!isForced && broken == null) {
            isForced = true;
            try {
                channel.force(false);
            } catch (IOException e) {
                // The channel of a journal that was closed or retired meanwhile needs no forcing.
                if (channel.isOpen()) {
                    broken = e;
                }
            }
        }
    }

    @Override
    public void rollBack() {
        endBytes = committedBytes;
        try {
            channel.truncate(committedBytes);
        } catch (IOException e) {
            broken = e;
        }
    }

    @Override
    public void retire(long rowCount) {
        Begun begun;
        try {
            begun = begin(file, schema, rowCount, allocator);
        } catch (IOException _) {
            // The rows that the file has by now are skipped when this journal is read.
            return;
        }
        FileChannel before = channel;
        channel = begun.channel();
        endBytes = begun.bytes();
        committedBytes = endBytes;
        broken = begun.failure();
        try {
            before.close();
        } catch (IOException e) {
            broken = e;
        }
    }

    @Override
    public void discard() throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure(file, "delete", e);
        }
        close();
    }

    @Override
    public void close() throws IOException {
        if (timer != null) {
            timer.cancel(false);
        }
        messages.close();
        record.close();
        channel.close();
    }

    private static IOException failure(Path file, String action, IOException cause) {
        return new IOException("[" + file + "] Cannot " + action + " the journal: " + cause.getMessage(), cause);
    }
}
