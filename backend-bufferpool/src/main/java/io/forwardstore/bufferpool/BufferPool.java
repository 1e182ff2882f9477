package io.forwardstore.bufferpool;

import com.google.errorprone.annotations.MustBeClosed;

import java.io.IOException;
import java.nio.file.Path;

/// One user's share in a [BufferManager]: buffers to work in, and pages of files to read.
///
/// What it answers belongs in a `try` with resources; leaving that out is a warning of the usual checkers, and with
/// [LeakTracking#ON] a failure with the place when the manager is closed.
///
/// **State.** None but its name. **Threads.** Safe for concurrent calls; a buffer or pinned page is one thread's at a
/// time. **Ownership.** The caller gives back what it took. **Failure.** [org.apache.arrow.memory.OutOfMemoryException]
/// when all memory is held by others for too long.
public final class BufferPool {
    private final BufferManager manager;
    private final String name;

    BufferPool(BufferManager manager, String name) {
        this.manager = manager;
        this.name = name;
    }

    /// A buffer of at least `bytes` bytes with undefined content.
    ///
    /// @throws IllegalArgumentException unless `bytes > 0`
    @MustBeClosed
    public PooledBuffer allocate(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("Invalid allocation of " + bytes + " bytes: expected at least 1");
        }
        return new PooledBuffer(manager, manager.allocateForUser(bytes, "'" + name + "'"), bytes, name);
    }

    /// Gives a buffer back; the same as closing it.
    public void release(PooledBuffer buffer) {
        buffer.close();
    }

    /// Opens a file for reading through the pool, page by page.
    @MustBeClosed
    public PooledFile open(Path file) throws IOException {
        return PooledFile.open(manager, file);
    }

    /// Brings a page of a file into memory and keeps it there until it is unpinned.
    ///
    /// @param page its number, counted from 0
    @MustBeClosed
    public PinnedPage pin(PooledFile file, int page) throws IOException {
        return file.pin(page);
    }

    /// Lets a page go; the same as closing it.
    public void unpin(PinnedPage page) {
        page.close();
    }

    @Override
    public String toString() {
        return "BufferPool[" + name + "]";
    }
}
