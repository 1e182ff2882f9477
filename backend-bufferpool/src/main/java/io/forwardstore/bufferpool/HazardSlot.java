package io.forwardstore.bufferpool;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/// The pages that one fetch reads of one column; see [Hazards].
///
/// **Threads.** One takes, fills and clears it; any may look into it.
final class HazardSlot implements Runnable {
    private final Hazards hazards;
    private final AtomicBoolean taken = new AtomicBoolean();

    /// What is read, null between fetches.
    private volatile Object @Nullable [] contents;

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
    /// @param found takes the content of each page; what becomes of it later does not matter
    /// @return false if a page is missing: none is readable then
    <T> boolean read(PageTable<T> table, int[] pages, int wanted, Access access, T[] found) {
        PageFrames<T> frames = table.frames();
        for (int i = 0; i < wanted; i++) {
            T content = frames.content(pages[i]);
            if (content == null) {
                return false;
            }
            found[i] = content;
        }
        contents = Arrays.copyOf(found, wanted, Object[].class);
        for (int i = 0; i < wanted; i++) {
            if (!frames.isContent(pages[i], found[i])) {
                contents = null;
                return false;
            }
        }
        count(table, pages, wanted, access);
        return true;
    }

    /// Counts the hits, for each page if the policy wants to know.
    private static void count(PageTable<?> table, int[] pages, int wanted, Access access) {
        FramePolicy policy = table.manager().policy();
        if (!policy.isHalfFull()) {
            table.manager().counters().hits.add(wanted);
            return;
        }
        PageFrames<?> frames = table.frames();
        for (int i = 0; i < wanted; i++) {
            if (FramePolicy.isTold(frames.countHit(pages[i]))) {
                tell(policy, frames.get(pages[i]), access);
            }
        }
    }

    private static void tell(FramePolicy policy, @Nullable Frame<?> frame, Access access) {
        if (frame == null) {
            return;
        }
        if (frame.isListed()) {
            policy.hearOfListed(frame);
        } else if (frame.tryPin()) {
            // Only what is pinned can be listed; the page may have come anew since it was found, and not be loaded.
            if (frame.contentIfLoaded() != null) {
                policy.hear(frame, access);
            }
            frame.unpin();
        }
    }

    /// True if it may be read here.
    @SuppressWarnings("ReferenceEquality") // a content stands for its memory
    boolean holds(Frame<?> frame) {
        Object[] read = contents;
        Object content = frame.contentIfLoaded();
        if (read == null || content == null) {
            return false;
        }
        for (Object each : read) {
            if (each == content) {
                return true;
            }
        }
        return false;
    }

    /// Clears the slot, and lets others take it.
    @Override
    public void run() {
        contents = null;
        taken.setRelease(false);
        hazards.freeRetired();
    }
}
