package io.forwardstore.bufferpool;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicBoolean;

/// The pages that one fetch reads of one column; see [Hazards].
///
/// **Threads.** One takes, fills and clears it; any may look into it.
final class HazardSlot implements Runnable {
    private final Hazards hazards;
    private final AtomicBoolean taken = new AtomicBoolean();
    private int[] pages = new int[16];
    private @Nullable PageFrames<?> frames;

    /// The published part of `pages`.
    private volatile int count;

    HazardSlot(Hazards hazards) {
        this.hazards = hazards;
    }

    boolean tryTake() {
        return !taken.get() && taken.compareAndSet(false, true);
    }

    /// Makes pages readable that are all in memory, until the slot is cleared.
    ///
    /// All contents are looked up before any is used, so that the processor need not wait for one after the other.
    ///
    /// @param contents takes the content of each page
    /// @return false if a page is missing: none is readable then
    <T> boolean read(PageTable<T> table, int[] wanted, int wantedCount, Access access, T[] contents) {
        PageFrames<T> found = table.frames();
        for (int i = 0; i < wantedCount; i++) {
            T content = found.content(wanted[i]);
            if (content == null) {
                return false;
            }
            contents[i] = content;
        }
        publish(found, wanted, wantedCount);
        for (int i = 0; i < wantedCount; i++) {
            if (!found.isContent(wanted[i], contents[i])) {
                count = 0;
                return false;
            }
        }
        count(table, wanted, wantedCount, access);
        return true;
    }

    /// Counts the hits, for each page if the policy wants to know.
    private static void count(PageTable<?> table, int[] wanted, int wantedCount, Access access) {
        FramePolicy policy = table.manager().policy();
        if (!policy.isHalfFull()) {
            table.manager().counters().hits.add(wantedCount);
            return;
        }
        PageFrames<?> found = table.frames();
        for (int i = 0; i < wantedCount; i++) {
            if (FramePolicy.isTold(found.countHit(wanted[i]))) {
                tell(policy, found.get(wanted[i]), access);
            }
        }
    }

    private void publish(PageFrames<?> found, int[] wanted, int wantedCount) {
        if (pages.length < wantedCount) {
            pages = new int[Math.max(wantedCount, pages.length * 2)];
        }
        System.arraycopy(wanted, 0, pages, 0, wantedCount);
        frames = found;
        count = wantedCount;
    }

    private static void tell(FramePolicy policy, @Nullable Frame<?> frame, Access access) {
        if (frame == null) {
            return;
        }
        if (frame.isListed()) {
            policy.hearOfListed(frame);
        } else if (frame.tryPin()) {
            // Only what is pinned can be listed.
            policy.hear(frame, access);
            frame.unpin();
        }
    }

    /// True if it may be read here.
    boolean holds(Frame<?> frame) {
        int published = count;
        int[] read = pages;
        if (published == 0 || frames != frame.table()) {
            return false;
        }
        for (int i = 0; i < Math.min(published, read.length); i++) {
            if (read[i] == frame.page()) {
                return true;
            }
        }
        return false;
    }

    /// Clears the slot, and lets others take it.
    @Override
    public void run() {
        count = 0;
        frames = null;
        taken.setRelease(false);
        hazards.freeRetired();
    }
}
