package io.forwardstore.bufferpool;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;

/// A page in memory: its content, its memory, and who needs it.
///
/// # References
///
/// A frame is born with one reference, the loader's. Readers take theirs by compare-and-set, as long as there is one
/// left; the eviction policy owns one while it lists the frame. Whoever drops the last one gives the memory back, so a
/// page that is evicted while it is read lives on until it is not. Pins are the references that are not the policy's.
/// Fetches may read without a reference what is in memory already, see [Hazards].
///
/// # Hash
///
/// The policy estimates how often a page is used by its hash code. That is the same for every frame of a page, so a
/// page that comes back has its history; equality stays identity.
///
/// @param <T> the content
final class Frame<T> implements Runnable {
    private static final VarHandle REFERENCES;
    private static final VarHandle LISTED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            REFERENCES = lookup.findVarHandle(Frame.class, "references", int.class);
            LISTED = lookup.findVarHandle(Frame.class, "listed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PageFrames<T> table;
    private final int page;
    private final int hash;
    private final boolean isExclusive;
    private final CountDownLatch loaded = new CountDownLatch(1);

    private volatile int references = 1;
    private volatile boolean listed;
    private volatile @Nullable T content;
    private @Nullable LoadScope memory;

    private volatile boolean checked;

    /// @param isExclusive true if loading may wait for memory that others hold
    Frame(PageFrames<T> table, int page, boolean isExclusive) {
        this.table = table;
        this.page = page;
        this.isExclusive = isExclusive;
        this.hash = table.hashOf(page);
    }

    /// Takes a reference unless the last one is gone.
    boolean tryPin() {
        int count = references;
        while (count > 0) {
            int witness = (int) REFERENCES.compareAndExchange(this, count, count + 1);
            if (witness == count) {
                return true;
            }
            count = witness;
        }
        return false;
    }

    /// Drops a reference.
    void unpin() {
        int before = (int) REFERENCES.getAndAdd(this, -1);
        if (before == 1) {
            table.retire(this);
        } else if (before == 2) {
            // What is left may be the policy's reference alone: the page can be evicted.
            table.manager().onUnpinned();
        } else if (before <= 0) {
            throw new IllegalStateException("Cannot unpin " + this + ": nobody holds it");
        }
    }

    /// Drops a reference: what a scope runs when it closes.
    @Override
    public void run() {
        unpin();
    }

    /// The content once it is loaded; null before, and if loading failed.
    @Nullable T contentIfLoaded() {
        return content;
    }

    /// The content of a frame that is known to be loaded.
    T content() {
        T loadedContent = content;
        if (loadedContent == null) {
            throw new IllegalStateException("Cannot read " + this + ": it is not loaded");
        }
        return loadedContent;
    }

    /// Makes the content readable. The memory is closed with the last reference.
    void complete(T value, LoadScope valueMemory) {
        memory = valueMemory;
        content = value;
        table.publish(page, value);
        loaded.countDown();
    }

    /// Lets go of those who wait for a frame that will never be loaded.
    void fail() {
        loaded.countDown();
    }

    /// Waits until loading has succeeded or failed.
    void awaitLoaded() {
        Waits.await(loaded);
    }

    /// True if loading may wait for memory that others hold.
    boolean isExclusive() {
        return isExclusive;
    }

    /// Marks the frame as listed by the policy, with a reference for it.
    ///
    /// @return false if it is listed already
    boolean tryList() {
        if (!listed && LISTED.compareAndSet(this, false, true)) {
            REFERENCES.getAndAdd(this, 1);
            return true;
        }
        return false;
    }

    /// Drops the policy's reference.
    void unlist() {
        listed = false;
        unpin();
    }

    /// True while the policy lists this frame.
    boolean isListed() {
        return listed;
    }

    /// True if only the policy holds it.
    boolean isEvictable() {
        return listed && references == 1;
    }

    /// The references that are not the policy's.
    int pins() {
        return Math.max(0, references - (listed ? 1 : 0));
    }

    /// True if the content was found to be sound.
    boolean isChecked() {
        return checked;
    }

    /// Notes that the content was found to be sound.
    void markChecked() {
        checked = true;
    }

    /// The memory that this frame keeps, in bytes; 0 while it is loading.
    long bytes() {
        LoadScope held = content == null ? null : memory;
        return held == null ? 0 : held.bytes();
    }

    /// Gives the memory back, once, after the last reference is gone and nobody reads it any more.
    void free() {
        LoadScope held = memory;
        if (held != null) {
            held.close();
        }
        table.manager().onFreed(this);
    }

    PageFrames<T> table() {
        return table;
    }

    int page() {
        return page;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public String toString() {
        return "page " + page + " of " + table;
    }
}
