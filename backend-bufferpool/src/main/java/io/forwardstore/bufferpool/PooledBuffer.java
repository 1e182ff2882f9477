package io.forwardstore.bufferpool;

import com.google.errorprone.annotations.MustBeClosed;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/// Memory of a [BufferManager], its user's until [#close].
///
/// **State.** Held until closed. **Threads.** One at a time. **Ownership.** The user closes it and does not touch the
/// segment after that. **Failure.** [IllegalStateException] when it is used after closing.
public final class PooledBuffer implements AutoCloseable {
    private final BufferManager manager;
    private final long address;
    private final long bytes;
    private final AtomicBoolean closed = new AtomicBoolean();

    @MustBeClosed
    PooledBuffer(BufferManager manager, long address, long bytes, String user) {
        this.manager = manager;
        this.address = address;
        this.bytes = bytes;
        manager.holdings().handOut(this, "buffer of '" + user + "'", manager.roundUp(bytes));
    }

    /// The memory, aligned to 4096 bytes.
    public MemorySegment segment() {
        if (closed.get()) {
            throw new IllegalStateException("Cannot use a buffer of " + bytes + " bytes: it was released");
        }
        return manager.segment(address, bytes);
    }

    /// Its size in bytes.
    public long bytes() {
        return bytes;
    }

    /// Gives the memory back. Does nothing when closed already.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            manager.holdings().takeBack(this);
            manager.free(address, manager.roundUp(bytes));
        }
    }
}
