package io.forwardstore.memory;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
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

/// A file's bytes, copied once into one allocation.
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
            ArrowBuf memory = allocator.buffer(size + ALIGNMENT_BYTES + SLACK_BYTES);
            ResidentFile resident = new ResidentFile(file.toString(), memory, size);
            try {
                resident.fill(channel, progress);
                return resident;
            } catch (Throwable e) {
                memory.close();
                throw e;
            }
        }
    }

    private void fill(FileChannel channel, LoadProgress progress) throws IOException {
        long done = 0;
        while (done < sizeBytes) {
            ByteBuffer part = Memory.asByteBuffer(address + done, (int) Math.min(READ_BYTES, sizeBytes - done));
            int read = channel.read(part, done);
            if (read < 0) {
                throw new EOFException(
                        "["
                                + name
                                + "] Cannot read at byte "
                                + done
                                + ": the file had "
                                + sizeBytes
                                + " bytes when it was opened and was truncated since");
            }
            done += read;
            progress.loaded(done, sizeBytes);
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
