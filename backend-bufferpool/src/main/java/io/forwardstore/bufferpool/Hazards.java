package io.forwardstore.bufferpool;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Frames that running fetches read without having pinned them: hazard pointers (M. Michael, "Hazard Pointers: Safe
/// Memory Reclamation for Lock-Free Objects", 2004).
///
/// # Why
///
/// A fetch of 100 rows from small pages touches hundreds of frames. Pinning each takes two atomic operations, and each
/// waits for the one before. A slot takes one for all: the fetch shows the contents that it is about to read, and then
/// reads them if they are still there. It does not look at their frames.
///
/// # Why it is safe
///
/// Whoever drops the last reference of a frame takes its content out of [PageFrames], and looks into the slots after
/// that; a fetch looks for the content once more after it has published its slot. So at least one of them sees the
/// other: the fetch finds the content gone and does not read it, or the frame is found in the slot and *retired*: its
/// memory stays until no slot has it. Likewise whoever retires a frame looks into the slots once more, and whoever
/// clears a slot then looks for what was retired.
///
/// **Threads.** Safe for concurrent calls.
final class Hazards {
    private static final int SLOTS = 64;
    private static final int SLOTS_OF_A_THREAD = 4;

    private final HazardSlot[] slots = new HazardSlot[SLOTS];
    private final Set<Frame<?>> retired = ConcurrentHashMap.newKeySet();

    Hazards() {
        Arrays.setAll(slots, _ -> new HazardSlot(this));
    }

    /// A slot for the caller alone, until it clears it; null if all are in use.
    @Nullable HazardSlot take() {
        int first = (int) Thread.currentThread().threadId() * SLOTS_OF_A_THREAD;
        for (int i = 0; i < SLOTS; i++) {
            HazardSlot slot = slots[(first + i) & (SLOTS - 1)];
            if (slot.tryTake()) {
                return slot;
            }
        }
        return null;
    }

    /// Gives a frame's memory back, now or when no fetch reads it any more. Only whoever dropped the last reference
    /// calls it.
    void retire(Frame<?> frame) {
        if (!isRead(frame)) {
            frame.free();
            return;
        }
        retired.add(frame);
        freeRetired();
    }

    /// Frees what was retired and is not read any more.
    void freeRetired() {
        if (retired.isEmpty()) {
            return;
        }
        for (Frame<?> frame : retired) {
            if (!isRead(frame) && retired.remove(frame)) {
                frame.free();
            }
        }
    }

    /// True if a running fetch reads the frame.
    boolean isRead(Frame<?> frame) {
        for (HazardSlot slot : slots) {
            if (slot.holds(frame)) {
                return true;
            }
        }
        return false;
    }
}
