package io.forwardstore.engine;

import io.forwardstore.engine.internal.memory.Memory;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;

/// A file read by position: nothing is mapped, every read copies into the scope that it is for.
///
/// The platform closes a channel when a thread that reads from it is interrupted. A read is short, so here it is not
/// cut off: the channel is opened again, for all threads that were reading, and the interrupt is left for the reader to
/// see.
public final class PositionalFileSource implements FileSource {
    private static final int MAX_READ_BYTES = 1 << 30;

    private final Path file;
    private final Object state;
    private final long sizeBytes;
    private volatile FileChannel channel;
    private boolean closed;

    private PositionalFileSource(Path file, Object state, FileChannel channel, long sizeBytes) {
        this.file = file;
        this.state = state;
        this.channel = channel;
        this.sizeBytes = sizeBytes;
    }

    /// Opens a file for reading.
    public static PositionalFileSource open(Path file) throws IOException {
        Files.requireReadable(file);
        Object state = stateOf(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new PositionalFileSource(file, state, channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// What tells one file from another that takes its name.
    private static Object stateOf(Path file) throws IOException {
        BasicFileAttributes attributes = java.nio.file.Files.readAttributes(file, BasicFileAttributes.class);
        Object key = attributes.fileKey();
        return key != null ? key : List.of(attributes.size(), attributes.lastModifiedTime());
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public long read(long offsetBytes, long bytes, PageScope scope) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, bytes, sizeBytes);
        long address = scope.allocate(bytes);
        long done = 0;
        while (done < bytes) {
            int part = (int) Math.min(MAX_READ_BYTES, bytes - done);
            readFully(Memory.asByteBuffer(address + done, part), offsetBytes + done);
            done += part;
        }
        return address;
    }

    private void readFully(ByteBuffer target, long offsetBytes) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (target.hasRemaining()) {
                long at = offsetBytes + target.position();
                try {
                    if (channel.read(target, at) < 0) {
                        throw new EOFException(
                                "["
                                        + file
                                        + "] Cannot read at byte "
                                        + at
                                        + ": the file had "
                                        + sizeBytes
                                        + " bytes when it was opened and was truncated since");
                    }
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    reopen(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(ClosedChannelException cause) throws IOException {
        if (closed) {
            throw cause;
        }
        if (channel.isOpen()) {
            return;
        }
        Object before = stateOf(file);
        FileChannel reopened = FileChannel.open(file, StandardOpenOption.READ);
        if (!before.equals(state) || !before.equals(stateOf(file))) {
            reopened.close();
            throw new IOException(
                    "[" + file + "] Cannot read on: a reader was interrupted, and the file was replaced since", cause);
        }
        channel = reopened;
    }

    @Override
    public boolean isResident() {
        return false;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
