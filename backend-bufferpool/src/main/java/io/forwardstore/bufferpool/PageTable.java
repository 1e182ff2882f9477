package io.forwardstore.bufferpool;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The frames of one column's or file's pages, by page number: a hit is an array read and a compare-and-set.
///
/// A page is loaded once however many want it: the first to put its frame into the table loads, the others wait for
/// that frame. If loading fails each of them tries for itself.
///
/// **Threads.** Safe for concurrent calls; no lock is held while a page is loaded.
///
/// @param <T> the content of a page
final class PageTable<T> {
    /// Spreads table ids over hash codes (the golden ratio in 32 bits).
    private static final int HASH_STEP = 0x9E3779B9;

    private final BufferManager manager;
    private final String name;
    private final PageLoader<T> loader;
    private final int hashSeed;
    private final AtomicReferenceArray<Frame<T>> frames;
    private final PassedPages passed;
    private volatile boolean closed;

    /// @param name what the pages belong to, such as `column 'price' of [rows.arrow]`
    /// @param identity tells tables apart whose pages should share nothing, not even how often they were used
    PageTable(BufferManager manager, String name, int identity, int pageCount, PageLoader<T> loader) {
        this.manager = manager;
        this.name = name;
        this.loader = loader;
        this.hashSeed = identity * HASH_STEP;
        this.frames = new AtomicReferenceArray<>(pageCount);
        this.passed = new PassedPages(pageCount);
    }

    /// A loaded frame of a page, pinned for the caller.
    Frame<T> pin(int page, Access access) throws IOException {
        Frame<T> frame = frames.getAcquire(page);
        if (frame != null && frame.tryPin()) {
            if (frame.contentIfLoaded() != null) {
                onHit(frame, access);
                return frame;
            }
            frame.unpin();
        }
        return new PageRequest<>(this, page, access).pin();
    }

    /// True if the page is in memory or on its way there.
    boolean isPresent(int page) {
        return frames.getAcquire(page) != null;
    }

    private void onHit(Frame<T> frame, Access access) {
        manager.counters().hits.increment();
        manager.policy().onHit(frame, access);
    }

    /// Puts an unloaded frame into the table, or pins the one that is there.
    ///
    /// @return a frame that the caller holds a reference to; `fresh` if it is the caller's to load
    Frame<T> install(Frame<T> fresh) {
        int page = fresh.page();
        while (true) {
            Frame<T> current = frames.getAcquire(page);
            if (current != null && current.tryPin()) {
                return current;
            }
            if (frames.compareAndSet(page, current, fresh)) {
                return fresh;
            }
        }
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
                // Out of the table before others are let go, or they would find it again.
                frames.compareAndSet(frame.page(), frame, null);
                frame.fail();
                frame.unpin();
            }
        }
        manager.onLoaded(frame);
        if (!access.isPassing() || passed.isSecondPass(frame.page())) {
            manager.policy().admit(frame);
        } else {
            manager.policy().admitIfRoom(frame);
        }
    }

    /// Gives back the memory of a frame whose last reference is gone.
    void free(Frame<T> frame) {
        frames.compareAndSet(frame.page(), frame, null);
        frame.closeMemory();
        manager.onFreed(frame);
    }

    /// Drops every page that nobody reads; those that are read go when that ends.
    void close() {
        closed = true;
        for (int page = 0; page < frames.length(); page++) {
            Frame<T> frame = frames.getAcquire(page);
            if (frame != null) {
                manager.policy().drop(frame);
            }
        }
    }

    /// Counts a page that another caller was loading.
    void onJoined() {
        manager.counters().hits.increment();
    }

    /// True once nothing of it should be kept any more.
    boolean isClosed() {
        return closed;
    }

    /// Memory of its pages, in bytes.
    long residentBytes() {
        long bytes = 0;
        for (int page = 0; page < frames.length(); page++) {
            Frame<T> frame = frames.getAcquire(page);
            bytes += frame == null ? 0 : frame.bytes();
        }
        return bytes;
    }

    int pageCount() {
        return frames.length();
    }

    int hashOf(int page) {
        int mixed = (hashSeed + page) * HASH_STEP;
        return mixed ^ mixed >>> 15;
    }

    BufferManager manager() {
        return manager;
    }

    @Override
    public String toString() {
        return name;
    }
}
