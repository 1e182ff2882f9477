package io.forwardstore.engine.internal.array.build;

import java.util.HashMap;
import java.util.Map;

/// What has to be added to the indices into a dictionary, by the dictionary's id.
///
/// Where a table's batches come with different dictionaries, these are put one behind the other, and the indices of
/// each batch move by the number of values before its own.
///
/// **State.** One number for each id, 0 until set. **Threads.** One at a time.
public final class IndexShifts {
    private final Map<Long, Long> shifts = new HashMap<>();

    /// Sets the shift of the indices into a dictionary.
    public void set(long dictionaryId, long shift) {
        if (shift == 0) {
            shifts.remove(dictionaryId);
        } else {
            shifts.put(dictionaryId, shift);
        }
    }

    /// The shift of the indices into a dictionary.
    public long get(long dictionaryId) {
        return shifts.getOrDefault(dictionaryId, 0L);
    }

    /// True if no indices move.
    public boolean areZero() {
        return shifts.isEmpty();
    }
}
