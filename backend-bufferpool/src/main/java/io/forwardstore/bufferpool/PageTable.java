package io.forwardstore.bufferpool;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Objects;

/// One user's way to pages: found among the frames by number, or loaded. A hit is an array read and a compare-and-set.
///
/// A page is loaded once however many want it: the first to put its frame in place loads, the others wait for that
/// frame. If loading fails each of them tries for itself.
///
/// **Threads.** Safe for concurrent calls; no lock is held while a page is loaded.
///
/// @param <T> the content of a page
final class PageTable<T> {
    private final PageFrames<T> frames;
    private final BufferManager manager;
    private final PageLoader<T> loader;
    private final Runnable onClose;

    /// A way to pages that are this user's alone.
    ///
    /// @param name what the pages belong to
    /// @param identity tells pages apart that should share nothing
    PageTable(BufferManager manager, String name, int identity, int pageCount, PageLoader<T> loader) {
        this(new PageFrames<>(manager, name, identity, pageCount), loader);
    }

    private PageTable(PageFrames<T> frames, PageLoader<T> loader) {
        this(frames, loader, frames::close);
    }

    /// @param onClose gives the frames up
    PageTable(PageFrames<T> frames, PageLoader<T> loader, Runnable onClose) {
        this.frames = frames;
        this.manager = frames.manager();
        this.loader = loader;
        this.onClose = onClose;
    }

    /// A loaded frame of a page, pinned for the caller.
    Frame<T> pin(int page, Access access) throws IOException {
        Frame<T> frame = pinIfLoaded(page, access);
        return frame != null ? frame : new PageRequest<>(this, page, access).pin();
    }

    /// As [#pin], if the page is in memory; null if it is not.
    @Nullable Frame<T> pinIfLoaded(int page, Access access) {
        Frame<T> frame = frames.get(page);
        if (frame != null && frame.tryPin()) {
            if (frame.contentIfLoaded() != null) {
                manager.policy().onHit(frame, access);
                return frame;
            }
            frame.unpin();
        }
        return null;
    }

    /// Puts an unloaded frame in place that the caller loads, or abandons.
    ///
    /// @return null if there is a frame already
    @Nullable Frame<T> claim(int page) {
        Frame<T> fresh = new Frame<>(frames, page, false);
        Frame<T> frame = frames.install(fresh);
        if (frame.equals(fresh)) {
            return fresh;
        }
        frame.unpin();
        return null;
    }

    /// Takes out a frame that was not loaded, together with the caller's reference: those who wait for it try for
    /// themselves.
    void abandon(Frame<T> frame) {
        // Out of the table before others are let go, or they would find it again.
        frames.remove(frame);
        frame.fail();
        frame.unpin();
    }

    /// Loads a frame that the caller has installed. If that fails the caller's reference is gone.
    void load(Frame<T> frame, Access access, Patience patience) throws IOException {
        manager.counters().misses.increment();
        LoadScope memory = new LoadScope(manager, patience, loader.paddingBytes());
        boolean isLoaded = false;
        try {
            T content = Objects.requireNonNull(loader.load(frame.page(), memory));
            frame.complete(content, memory);
            isLoaded = true;
        } finally {
            if (!isLoaded) {
                memory.close();
                abandon(frame);
            }
        }
        manager.onLoaded(frame);
        if (!access.isPassing() || frames.isSecondPass(frame.page())) {
            manager.policy().admit(frame);
        } else {
            manager.policy().admitIfRoom(frame);
        }
    }

    /// Counts a page that another caller was loading.
    void onJoined() {
        manager.counters().hits.increment();
    }

    /// True if the page is in memory or on its way there.
    boolean isPresent(int page) {
        return frames.get(page) != null;
    }

    PageFrames<T> frames() {
        return frames;
    }

    /// Gives the pages up; nothing is loaded after that.
    void close() {
        onClose.run();
    }

    /// Memory of the pages, in bytes.
    long residentBytes() {
        return frames.residentBytes();
    }

    int pageCount() {
        return frames.pageCount();
    }

    BufferManager manager() {
        return manager;
    }

    @Override
    public String toString() {
        return frames.toString();
    }
}
