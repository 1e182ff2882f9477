package io.forwardstore.bufferpool;

import com.google.errorprone.annotations.MustBeClosed;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/// A page of a [PooledFile] that stays in memory until [#close].
///
/// **State.** Pinned until closed. **Threads.** One at a time. **Ownership.** The user closes it and does not touch the
/// segment after that. **Failure.** [IllegalStateException] when it is used after closing.
public final class PinnedPage implements AutoCloseable {
    private final BufferManager manager;
    private final Frame<MemorySegment> frame;
    private final AtomicBoolean closed = new AtomicBoolean();

    @MustBeClosed
    PinnedPage(BufferManager manager, Frame<MemorySegment> frame) {
        this.manager = manager;
        this.frame = frame;
        if (manager.holdings().isTracking()) {
            manager.holdings().handOut(this, "pin of " + frame, 0);
        }
    }

    /// The page's number, counted from 0.
    public int page() {
        return frame.page();
    }

    /// The page's bytes, for reading; the last page of a file may be shorter than the others.
    public MemorySegment segment() {
        if (closed.get()) {
            throw new IllegalStateException("Cannot use " + frame + ": it was unpinned");
        }
        return frame.content();
    }

    /// Lets the page go. Does nothing when closed already.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (manager.holdings().isTracking()) {
                manager.holdings().takeBack(this);
            }
            frame.unpin();
        }
    }
}
