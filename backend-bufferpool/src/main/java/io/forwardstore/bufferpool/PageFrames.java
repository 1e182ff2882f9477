package io.forwardstore.bufferpool;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// The frames of one column's or file's pages, by page number; shared by all who have the same file open.
///
/// **Threads.** Safe for concurrent calls.
///
/// @param <T> the content of a page
final class PageFrames<T> {
    /// Spreads identities over hash codes (the golden ratio in 32 bits).
    private static final int HASH_STEP = 0x9E3779B9;

    private final BufferManager manager;
    private final String name;
    private final int hashSeed;
    private final AtomicReferenceArray<@Nullable Frame<T>> frames;

    /// What loaded frames hold, side by side: who reads many pages need not wait for their frames.
    private final AtomicReferenceArray<@Nullable T> contents;

    /// Hits of each page since it was loaded. Written without care for races, because an exact count would cost as much
    /// as a pin: of hits of several threads at a time some are not counted, or twice.
    private final long[] hits;

    private final PassedPages passed;
    private volatile boolean closed;

    /// @param name what the pages belong to, such as `column 'price' of [rows.arrow]`
    /// @param identity tells pages apart that should share nothing, not even how often they were used
    PageFrames(BufferManager manager, String name, int identity, int pageCount) {
        this.manager = manager;
        this.name = name;
        this.hashSeed = identity * HASH_STEP;
        this.frames = new AtomicReferenceArray<>(pageCount);
        this.contents = new AtomicReferenceArray<>(pageCount);
        this.hits = new long[pageCount];
        this.passed = new PassedPages(pageCount);
    }

    /// The frame of a page; it may be unloaded or on its way out.
    @Nullable Frame<T> get(int page) {
        return frames.getAcquire(page);
    }

    /// Puts an unloaded frame in place, or pins the one that is there.
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

    /// The content of a page that is in memory, or null. It may be on its way out: see [Hazards].
    @Nullable T content(int page) {
        return contents.get(page);
    }

    /// True if [#content] would answer this one.
    @SuppressWarnings("ReferenceEquality") // what an equal one says of its memory says nothing of that of another
    boolean isContent(int page, T content) {
        return contents.get(page) == content;
    }

    /// Lets a frame's content be found.
    ///
    /// @param content the page's own, a new object whenever the page is loaded
    void publish(int page, T content) {
        contents.set(page, content);
    }

    /// Takes a frame out, so that nobody finds it any more.
    void remove(Frame<T> frame) {
        T content = frame.contentIfLoaded();
        if (content != null) {
            contents.compareAndSet(frame.page(), content, null);
        }
        frames.compareAndSet(frame.page(), frame, null);
    }

    /// Counts a hit; answers those so far, this one included.
    long countHit(int page) {
        return ++hits[page];
    }

    /// The hits of a page since it was loaded.
    long hits(int page) {
        return hits[page];
    }

    /// Takes out a frame whose last reference is gone; its memory goes when nobody reads it.
    void retire(Frame<T> frame) {
        if (frame.contentIfLoaded() != null) {
            // Before another frame of the page has hits of its own.
            manager.counters().hits.add(hits[frame.page()]);
            hits[frame.page()] = 0;
        }
        remove(frame);
        manager.hazards().retire(frame);
    }

    /// Notes that a page was loaded in passing.
    ///
    /// @return true if it was before
    boolean isSecondPass(int page) {
        return passed.isSecondPass(page);
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

    /// True once nothing of it should be kept any more.
    boolean isClosed() {
        return closed;
    }

    /// Memory of the pages, in bytes.
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
