package io.forwardstore.bufferpool;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/// The frames that one fetch reads of one column; see [Hazards].
///
/// **Threads.** One takes, fills and clears it; any may look into it.
final class HazardSlot implements Runnable {
    private final Hazards hazards;
    private final AtomicBoolean taken = new AtomicBoolean();
    private Frame<?>[] frames = new Frame<?>[16];

    private int written;

    /// The published part of `frames`.
    private volatile int count;

    HazardSlot(Hazards hazards) {
        this.hazards = hazards;
    }

    boolean tryTake() {
        return !taken.get() && taken.compareAndSet(false, true);
    }

    /// Makes pages readable that are all in memory, until the slot is cleared.
    ///
    /// All frames are looked at before any is used, so that the processor need not wait for one after the other.
    ///
    /// @param contents takes the content of each page
    /// @return false if a page is missing: none is readable then
    <T> boolean read(PageTable<T> table, int[] pages, int wanted, Access access, T[] contents) {
        if (frames.length < wanted) {
            frames = new Frame<?>[Math.max(wanted, frames.length * 2)];
        }
        for (int i = 0; i < wanted; i++) {
            Frame<T> frame = table.frames().get(pages[i]);
            if (frame == null) {
                return false;
            }
            T content = frame.contentIfLoaded();
            if (content == null) {
                return false;
            }
            frames[i] = frame;
            written = i + 1;
            contents[i] = content;
        }
        count = wanted;
        for (int i = 0; i < wanted; i++) {
            if (!frames[i].isAlive()) {
                count = 0;
                return false;
            }
        }
        FramePolicy policy = table.manager().policy();
        for (int i = 0; i < wanted; i++) {
            tell(policy, frames[i], access);
        }
        return true;
    }

    private static void tell(FramePolicy policy, Frame<?> frame, Access access) {
        if (frame.isListed()) {
            policy.onListedHit(frame);
        } else if (frame.tryPin()) {
            // Only what is pinned can be listed.
            policy.onHit(frame, access);
            frame.unpin();
        }
    }

    /// True if it may be read here.

    boolean holds(Frame<?> frame) {
        int published = count;
        Frame<?>[] read = frames;
        for (int i = 0; i < published; i++) {
            if (frame.equals(read[i])) {
                return true;
            }
        }
        return false;
    }

    /// Clears the slot, and lets others take it.
    @Override
    public void run() {
        count = 0;
        Arrays.fill(frames, 0, written, null);
        written = 0;
        taken.setRelease(false);
        hazards.freeRetired();
    }
}
