package io.forwardstore.bufferpool.internal;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Free runs of units, neighbours merged; the smallest run that suffices is taken first.
///
/// Not safe for concurrent calls.
final class FreeRuns {
    /// Answered when no run is long enough.
    static final int NONE = -1;

    private final TreeMap<Integer, Integer> lengthByStart = new TreeMap<>();

    /// Length and start of each run in one number, so that they are ordered by length first.
    private final TreeSet<Long> byLength = new TreeSet<>();

    private int units;

    /// Adds a run that touches nothing here but neighbours.
    void add(int start, int length) {
        units += length;
        int mergedStart = start;
        int mergedLength = length;
        Map.Entry<Integer, Integer> before = lengthByStart.lowerEntry(start);
        if (before != null && before.getKey() + before.getValue() == start) {
            mergedStart = before.getKey();
            mergedLength += before.getValue();
            remove(before.getKey(), before.getValue());
        }
        Integer after = lengthByStart.get(start + length);
        if (after != null) {
            mergedLength += after;
            remove(start + length, after);
        }
        put(mergedStart, mergedLength);
    }

    /// Takes `length` units out of the smallest run that has them.
    ///
    /// @return where they start, or [#NONE]
    int take(int length) {
        Long found = byLength.ceiling(key(0, length));
        if (found == null) {
            return NONE;
        }
        return takeFrom(start(found), length(found), length);
    }

    /// Takes up to `atMost` units out of the longest run.
    ///
    /// @return where they start and how many they are; an empty run if there is none
    Run takeLongest(int atMost) {
        if (byLength.isEmpty()) {
            return Run.EMPTY;
        }
        long longest = byLength.last();
        int taken = Math.min(atMost, length(longest));
        return new Run(takeFrom(start(longest), length(longest), taken), taken);
    }

    private int takeFrom(int start, int length, int taken) {
        remove(start, length);
        if (length > taken) {
            put(start + taken, length - taken);
        }
        units -= taken;
        return start;
    }

    /// The number of free units.
    int units() {
        return units;
    }

    /// The length of the longest run, 0 if there is none.
    int longest() {
        return byLength.isEmpty() ? 0 : length(byLength.last());
    }

    private void put(int start, int length) {
        lengthByStart.put(start, length);
        byLength.add(key(start, length));
    }

    private void remove(int start, int length) {
        lengthByStart.remove(start);
        byLength.remove(key(start, length));
    }

    private static long key(int start, int length) {
        return (long) length << Integer.SIZE | start;
    }

    private static int length(long key) {
        return (int) (key >>> Integer.SIZE);
    }

    private static int start(long key) {
        return (int) key;
    }

    /// @param start its first unit
    /// @param length its units
    record Run(int start, int length) {
        static final Run EMPTY = new Run(0, 0);
    }
}
