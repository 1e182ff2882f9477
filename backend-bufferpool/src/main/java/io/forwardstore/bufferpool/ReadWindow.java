package io.forwardstore.bufferpool;

import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/// Reads a file some way ahead, so that adjacent pages that are missing come by one read instead of many.
///
/// For readers that go forward, such as one column of one scan. Small reads are served from a stretch of the file that
/// was read at once, as long as there is memory for it; others go to the file.
///
/// **Threads.** Safe for concurrent calls: who finds the stretch in use goes to the file, nobody waits.
///
/// **Ownership.** Holds the stretch's memory until [#close].
final class ReadWindow implements FileWindow, AutoCloseable {
    private final FileSource source;
    private final BufferManager manager;
    private final long windowBytes;
    private final ReentrantLock inUse = new ReentrantLock();
    private @Nullable LoadScope memory;
    private long address;
    private long startBytes;
    private long lengthBytes;
    private boolean closed;

    /// @param source the file
    /// @param windowBytes the length of a stretch; longer reads go to the file
    ReadWindow(FileSource source, BufferManager manager, long windowBytes) {
        this.source = source;
        this.manager = manager;
        this.windowBytes = windowBytes;
    }

    @Override
    public long read(long offsetBytes, long bytes, PageScope scope) throws IOException {
        if (bytes <= windowBytes / 2 && inUse.tryLock()) {
            try {
                if (!closed && (isCovered(offsetBytes, bytes) || refill(offsetBytes, bytes))) {
                    long target = scope.allocate(bytes);
                    Memory.copy(address + (offsetBytes - startBytes), target, bytes);
                    return target;
                }
            } finally {
                inUse.unlock();
            }
        }
        return source.read(offsetBytes, bytes, scope);
    }

    private boolean isCovered(long offsetBytes, long bytes) {
        return memory != null && offsetBytes >= startBytes && bytes <= startBytes + lengthBytes - offsetBytes;
    }

    private boolean refill(long offsetBytes, long bytes) throws IOException {
        dropMemory();
        long length = Math.min(windowBytes, source.sizeBytes() - offsetBytes);
        if (offsetBytes < 0 || bytes > length) {
            return false;
        }
        LoadScope fresh = new LoadScope(manager, Patience.NONE);
        boolean isRead = false;
        try {
            address = source.read(offsetBytes, length, fresh);
            isRead = true;
        } catch (OutOfMemoryException _) {
            return false;
        } finally {
            if (!isRead) {
                fresh.close();
            }
        }
        memory = fresh;
        startBytes = offsetBytes;
        lengthBytes = length;
        return true;
    }

    private void dropMemory() {
        if (memory != null) {
            memory.close();
            memory = null;
        }
    }

    @Override
    public void close() {
        inUse.lock();
        try {
            closed = true;
            dropMemory();
        } finally {
            inUse.unlock();
        }
    }
}
