package io.forwardstore.engine;

import io.forwardstore.engine.internal.memory.Memory;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// A file read by position: nothing is mapped, every read copies into the scope that it is for.
public final class PositionalFileSource implements FileSource {
    private static final int MAX_READ_BYTES = 1 << 30;

    private final String name;
    private final FileChannel channel;
    private final long sizeBytes;

    private PositionalFileSource(String name, FileChannel channel, long sizeBytes) {
        this.name = name;
        this.channel = channel;
        this.sizeBytes = sizeBytes;
    }

    /// Opens a file for reading.
    public static PositionalFileSource open(Path file) throws IOException {
        Files.requireReadable(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new PositionalFileSource(file.toString(), channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
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
        long at = offsetBytes;
        while (target.hasRemaining()) {
            int read = channel.read(target, at);
            if (read < 0) {
                throw new EOFException(
                        "["
                                + name
                                + "] Cannot read at byte "
                                + at
                                + ": the file had "
                                + sizeBytes
                                + " bytes when it was opened and was truncated since");
            }
            at += read;
        }
    }

    @Override
    public boolean isResident() {
        return false;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
