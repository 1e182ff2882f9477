package io.forwardstore.engine.internal.io;

import io.forwardstore.engine.internal.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/// A file that is written front to back and appears under its name whole or not at all.
///
/// Bytes go to a temporary file in the target's directory. [#commit] forces them to the device, renames the file and
/// forces the directory. Small writes are gathered in a buffer, large ones go to the channel from where they lie.
///
/// **State.** Open until [#commit] or [#close]. A target that is a symbolic link keeps being one: what it points at is
/// replaced.
///
/// **Threads.** One at a time.
///
/// **Ownership.** Owns the temporary file and a buffer of [#BUFFER_BYTES].
///
/// **Failure.** [IOException] that names the target; after one, only [#close] may be called. Closing without a commit
/// deletes the temporary file and leaves the target as it was. Where forcing the directory fails, the new file is in
/// place, but may be gone after a power failure.
public final class AtomicFile implements ByteSink, Closeable {
    static final int BUFFER_BYTES = 1 << 20;

    /// From here on a copy into the buffer costs more than the call that it may spare.
    private static final int DIRECT_WRITE_BYTES = 128 << 10;

    /// The most that one call writes; keeps within `int` and lets interrupts through.
    private static final int WRITE_CALL_BYTES = 64 << 20;

    private static final FileCalls NIO = new NioFileCalls();

    private final FileCalls calls;
    private final String name;
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);
    private int bufferedBytes;
    private long writtenBytes;
    private @Nullable FileStamp stamp;
    private boolean isClosed;

    private AtomicFile(FileCalls calls, Path named, Path target) throws IOException {
        this.calls = calls;
        this.name = named.toString();
        this.target = target;
        this.temporary =
                target.resolveSibling(
                        "."
                                + target.getFileName()
                                + "."
                                + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX)
                                + ".tmp");
        try {
            this.channel = calls.create(temporary);
        } catch (IOException e) {
            arena.close();
            throw failure("create", e);
        }
    }

    /// A file to be put in the place of `target`, which need not exist; its directory must.
    public static AtomicFile create(Path target) throws IOException {
        return create(target, NIO);
    }

    static AtomicFile create(Path target, FileCalls calls) throws IOException {
        Path absolute = target.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new IOException("[" + target + "] Cannot create the file: a directory of that name exists");
        }
        boolean isLink = Files.isSymbolicLink(absolute) && Files.exists(absolute);
        Path resolved = isLink ? absolute.toRealPath() : absolute;
        if (Files.exists(resolved, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(resolved)) {
            throw new IOException(
                    "[" + target + "] Cannot create the file: something that is no regular file has" + " that name");
        }
        return new AtomicFile(calls, target, resolved);
    }

    /// The target, as the caller named it.
    public String name() {
        return name;
    }

    /// Bytes written so far.
    @Override
    public long position() {
        return writtenBytes + bufferedBytes;
    }

    /// Appends the bytes at an address.
    @Override
    public void write(long address, long bytes) throws IOException {
        if (bytes < DIRECT_WRITE_BYTES) {
            makeRoom((int) bytes);
            Memory.copy(address, buffer.address() + bufferedBytes, bytes);
            bufferedBytes += (int) bytes;
            return;
        }
        flush();
        for (long done = 0; done < bytes; ) {
            int count = (int) Math.min(WRITE_CALL_BYTES, bytes - done);
            writeThrough(Memory.asByteBuffer(address + done, count));
            done += count;
        }
    }

    /// Appends bytes of the heap.
    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int part = Math.min(BUFFER_BYTES / 2, count - done);
            makeRoom(part);
            Memory.copyFromArray(bytes, from + done, buffer.address() + bufferedBytes, part);
            bufferedBytes += part;
            done += part;
        }
    }

    /// Appends the first bytes of another file, by the file system if it can: one that shares blocks copies none.
    public void copy(FileChannel source, long bytes) throws IOException {
        flush();
        try {
            calls.copy(source, bytes, channel);
        } catch (IOException e) {
            throw failure("write", e);
        }
        writtenBytes += bytes;
    }

    /// Appends zeros up to the next multiple of `alignmentBytes`.
    @Override
    public void alignTo(int alignmentBytes) throws IOException {
        int padding = (int) Math.floorMod(-position(), (long) alignmentBytes);
        makeRoom(padding);
        buffer.asSlice(bufferedBytes, padding).fill((byte) 0);
        bufferedBytes += padding;
    }

    /// By what the file can be known again once it is committed; null where files cannot.
    public @Nullable FileStamp stamp() {
        return stamp;
    }

    /// Makes the bytes durable and puts the file in the target's place. Closes it.
    public void commit() throws IOException {
        flush();
        try {
            calls.force(channel);
            channel.close();
            stamp = FileStamp.of(temporary);
            calls.replace(temporary, target);
        } catch (IOException e) {
            throw failure("write", e);
        }
        isClosed = true;
        arena.close();
        try {
            Path directory = target.getParent();
            if (directory != null) {
                calls.forceDirectory(directory);
            }
        } catch (IOException e) {
            throw failure("make durable the directory of", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        arena.close();
        try {
            try {
                channel.close();
            } finally {
                calls.delete(temporary);
            }
        } catch (IOException e) {
            throw failure("delete the temporary copy of", e);
        }
    }

    private void makeRoom(int bytes) throws IOException {
        if (bytes > BUFFER_BYTES - bufferedBytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (bufferedBytes > 0) {
            int count = bufferedBytes;
            bufferedBytes = 0;
            writeThrough(Memory.asByteBuffer(buffer.address(), count));
        }
    }

    private void writeThrough(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        try {
            calls.write(channel, bytes);
        } catch (IOException e) {
            throw failure("write", e);
        }
        writtenBytes += count;
    }

    private IOException failure(String action, IOException cause) {
        String reason =
                cause instanceof FileSystemException e && e.getReason() != null
                        ? e.getReason()
                        : cause instanceof FileSystemException
                                ? cause.getClass().getSimpleName().replace("Exception", "")
                                : String.valueOf(cause.getMessage());
        return new IOException("[" + name + "] Cannot " + action + " the file: " + reason, cause);
    }
}
