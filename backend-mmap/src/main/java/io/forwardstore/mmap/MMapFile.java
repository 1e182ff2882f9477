package io.forwardstore.mmap;

import io.forwardstore.engine.Files;
import io.forwardstore.engine.internal.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// A file in memory, of any size, read and written in place.
///
/// **State.** Mapped until [#close] or [#move]; the size is that when it was mapped. Holds a cursor, at first 0, and no
/// descriptor: the file may be renamed or deleted.
///
/// **Threads.** What takes an offset is safe for concurrent calls; what moves the cursor belongs to one thread at a
/// time.
///
/// **Ownership.** One object owns the mapping. Segments that it answered are views: they live as long as the mapping,
/// whoever owns it, and refuse any use after that with [IllegalStateException].
///
/// **Failure.** [IllegalStateException] after `close` or `move`; [IndexOutOfBoundsException] for a write past the end
/// and an offset past it; [UnsupportedOperationException] for a write to a read-only mapping; [IOException] if the file
/// was truncated or its storage failed. A segment that is used directly throws [InternalError] for the latter, at the
/// access or soon after it; compiled code on x86 may then end the JVM, up to JDK 25, so what others may truncate is
/// better copied.
public final class MMapFile implements AutoCloseable {
    /// What a mapping is for.
    public enum Mode {
        /// Read.
        READ_ONLY,
        /// Read and write the file.
        READ_WRITE,
        /// Read, and write what only this mapping sees. The file must be writable, but is never written.
        PRIVATE
    }

    private record Mapping(Arena arena, MemorySegment segment) {}

    private final String name;
    private final Mode mode;
    private final AtomicReference<@Nullable Mapping> owned;
    private long position;

    private MMapFile(String name, Mode mode, Mapping mapping, long position) {
        this.name = name;
        this.mode = mode;
        this.owned = new AtomicReference<>(mapping);
        this.position = position;
    }

    /// Maps a whole file.
    public static MMapFile open(Path file, Mode mode) throws IOException {
        Files.requireReadable(file);
        Set<OpenOption> options =
                mode == Mode.READ_ONLY
                        ? Set.of(StandardOpenOption.READ)
                        : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options)) {
            return map(file, channel, mode, channel.size());
        }
    }

    /// Makes a file of that many zero bytes and maps it [Mode#READ_WRITE].
    ///
    /// @throws FileAlreadyExistsException if there is a file of that name
    public static MMapFile create(Path file, long sizeBytes) throws IOException {
        if (sizeBytes < 0) {
            throw new IllegalArgumentException(
                    "[" + file + "] Invalid size " + sizeBytes + ": expected at least 0 bytes");
        }
        Set<OpenOption> options =
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try (FileChannel channel = FileChannel.open(file, options)) {
            return map(file, channel, Mode.READ_WRITE, sizeBytes);
        } catch (FileAlreadyExistsException e) {
            FileAlreadyExistsException named =
                    new FileAlreadyExistsException(null, null, "[" + file + "] Cannot create: the file exists");
            named.initCause(e);
            throw named;
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the file closes its arena
    private static MMapFile map(Path file, FileChannel channel, Mode mode, long sizeBytes) throws IOException {
        FileChannel.MapMode mapMode =
                switch (mode) {
                    case READ_ONLY -> FileChannel.MapMode.READ_ONLY;
                    case READ_WRITE -> FileChannel.MapMode.READ_WRITE;
                    case PRIVATE -> FileChannel.MapMode.PRIVATE;
                };
        Arena arena = Arena.ofShared();
        try {
            MemorySegment segment = channel.map(mapMode, 0, sizeBytes, arena);
            return new MMapFile(file.toString(), mode, new Mapping(arena, segment), 0);
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    /// What the mapping is for.
    public Mode mode() {
        return mode;
    }

    /// The size, in bytes.
    public long size() {
        return region().byteSize();
    }

    /// The whole mapping; read-only unless the mode allows writing.
    public MemorySegment region() {
        Mapping mapping = owned.get();
        if (mapping == null) {
            throw new IllegalStateException("[" + name + "] Cannot use the mapping: it was closed or moved");
        }
        return mapping.segment();
    }

    /// The cursor: where the next read or write without an offset happens, in bytes.
    public long position() {
        return position;
    }

    /// Puts the cursor at the start.
    public void reset() {
        region();
        position = 0;
    }

    /// The next bytes, without a copy, and moves the cursor behind them. Fewer than asked for at the end, then none.
    ///
    /// @param bytes the most bytes, at least 0
    public MemorySegment read(long bytes) {
        MemorySegment read = read(position, bytes);
        position += read.byteSize();
        return read;
    }

    /// The bytes at an offset, without a copy. Fewer than asked for at the end.
    ///
    /// @param offsetBytes from 0 to the size
    /// @param bytes the most bytes, at least 0
    public MemorySegment read(long offsetBytes, long bytes) {
        MemorySegment region = region();
        if (bytes < 0) {
            throw new IllegalArgumentException("[" + name + "] Invalid length " + bytes + ": expected at least 0");
        }
        if (offsetBytes < 0 || offsetBytes > region.byteSize()) {
            throw outside("read", offsetBytes, bytes, region);
        }
        return region.asSlice(offsetBytes, Math.min(bytes, region.byteSize() - offsetBytes));
    }

    /// Copies the next bytes and moves the cursor behind them.
    ///
    /// @return the bytes copied: fewer than the target holds at the end, then none
    public long readInto(MemorySegment target) throws IOException {
        long copied = readInto(position, target);
        position += copied;
        return copied;
    }

    /// Copies the bytes at an offset.
    ///
    /// @param offsetBytes from 0 to the size
    /// @return the bytes copied: fewer than the target holds at the end
    public long readInto(long offsetBytes, MemorySegment target) throws IOException {
        MemorySegment source = read(offsetBytes, target.byteSize());
        copy("read", source, target);
        return source.byteSize();
    }

    /// Writes bytes at the cursor and moves it behind them.
    public void write(MemorySegment source) throws IOException {
        write(position, source);
        position += source.byteSize();
    }

    /// Writes bytes at an offset.
    public void write(long offsetBytes, MemorySegment source) throws IOException {
        MemorySegment region = region();
        if (mode == Mode.READ_ONLY) {
            throw new UnsupportedOperationException("[" + name + "] Cannot write: the mapping is read-only");
        }
        long bytes = source.byteSize();
        if (offsetBytes < 0 || bytes > region.byteSize() - offsetBytes) {
            throw outside("write", offsetBytes, bytes, region);
        }
        copy("write", source, region.asSlice(offsetBytes, bytes));
    }

    private void copy(String what, MemorySegment source, MemorySegment target) throws IOException {
        try {
            MemorySegment.copy(source, 0, target, 0, source.byteSize());
            Memory.awaitFaults();
        } catch (InternalError e) {
            throw new IOException(
                    "["
                            + name
                            + "] Cannot "
                            + what
                            + ": the file was truncated or its storage failed while it was mapped",
                    e);
        }
    }

    private IndexOutOfBoundsException outside(String what, long offsetBytes, long bytes, MemorySegment region) {
        return new IndexOutOfBoundsException(
                "["
                        + name
                        + "] Cannot "
                        + what
                        + " "
                        + bytes
                        + " bytes at byte "
                        + offsetBytes
                        + ": the mapping has "
                        + region.byteSize());
    }

    /// Makes what was written durable. Without effect unless the mode is [Mode#READ_WRITE].
    public void flush() throws IOException {
        MemorySegment region = region();
        if (mode == Mode.READ_WRITE) {
            try {
                region.force();
            } catch (UncheckedIOException e) {
                throw new IOException("[" + name + "] Cannot flush: " + e.getMessage(), e);
            }
        }
    }

    /// A new owner of the mapping, with this one's cursor. This object refuses all use from here on, but for [#close],
    /// which does nothing.
    public MMapFile move() {
        Mapping mapping = owned.getAndSet(null);
        if (mapping == null) {
            throw new IllegalStateException("[" + name + "] Cannot move the mapping: it was closed or moved");
        }
        return new MMapFile(name, mode, mapping, position);
    }

    /// Unmaps the file. Does nothing if it was closed or moved.
    ///
    /// @throws IllegalStateException if another thread holds a segment in a native call; the mapping then stays open
    @Override
    public void close() {
        Mapping mapping = owned.getAndSet(null);
        if (mapping == null) {
            return;
        }
        try {
            mapping.arena().close();
        } catch (IllegalStateException e) {
            owned.set(mapping);
            throw new IllegalStateException("[" + name + "] Cannot close: a segment is in use", e);
        }
    }

    @Override
    public String toString() {
        return "[" + name + "]";
    }
}
