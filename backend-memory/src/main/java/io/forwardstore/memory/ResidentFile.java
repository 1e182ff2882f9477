package io.forwardstore.memory;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.HugePages;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// A file's bytes, or parts of them, copied into one allocation.
final class ResidentFile implements FileSource {
    private static final int ALIGNMENT_BYTES = 64;
    private static final int SLACK_BYTES = 64;
    private static final int READ_BYTES = 16 << 20;

    private final String name;
    private final ArrowBuf memory;
    private final long address;
    private final long sizeBytes;

    private ResidentFile(String name, ArrowBuf memory, long sizeBytes) {
        this.name = name;
        this.memory = memory;
        this.address = (memory.memoryAddress() + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
        this.sizeBytes = sizeBytes;
    }

    /// Reads a file as a whole.
    ///
    /// @param budget asked for the file's size before it is allocated
    /// @param allocator what the copy is charged to
    static ResidentFile load(Path file, MemoryBudget budget, BufferAllocator allocator, LoadProgress progress)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            budget.take(size);
            ResidentFile resident = allocate(file.toString(), size, allocator);
            try {
                for (long done = 0; done < size; done += READ_BYTES) {
                    long bytes = Math.min(READ_BYTES, size - done);
                    resident.fill(channel, done, done, bytes);
                    progress.loaded(done + bytes, size);
                }
                return resident;
            } catch (Throwable e) {
                resident.close();
                throw e;
            }
        }
    }

    /// Memory for bytes that are yet to be filled in.
    static ResidentFile allocate(String name, long sizeBytes, BufferAllocator allocator) {
        ArrowBuf memory = HugePages.allocate(allocator, sizeBytes + ALIGNMENT_BYTES + SLACK_BYTES);
        return new ResidentFile(name, memory, sizeBytes);
    }

    /// Copies bytes of a file.
    ///
    /// @param fileOffset where in the file
    /// @param offsetBytes where in this copy
    void fill(FileChannel channel, long fileOffset, long offsetBytes, long bytes) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, bytes, sizeBytes);
        long done = 0;
        while (done < bytes) {
            ByteBuffer part =
                    Memory.asByteBuffer(address + offsetBytes + done, (int) Math.min(READ_BYTES, bytes - done));
            int read = channel.read(part, fileOffset + done);
            if (read < 0) {
                throw new EOFException(
                        "["
                                + name
                                + "] Cannot read at byte "
                                + (fileOffset + done)
                                + ": the file was truncated while it was loaded");
            }
            done += read;
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
    public long read(long offsetBytes, long bytes, PageScope scope) {
        Objects.checkFromIndexSize(offsetBytes, bytes, sizeBytes);
        return address + offsetBytes;
    }

    @Override
    public boolean isResident() {
        return true;
    }

    @Override
    public void close() {
        memory.close();
    }
}
