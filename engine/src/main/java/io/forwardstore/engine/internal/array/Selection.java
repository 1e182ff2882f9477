package io.forwardstore.engine.internal.array;

import java.util.Arrays;

/// Which values to gather: runs of consecutive values, each from one of several source arrays, in output order.
///
/// Reusable: [#clear] and fill again. Rows of a fetch are runs of one value; the values of a list are a longer run.
public final class Selection {
    private int[] sources = new int[16];
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private int runs;
    private long total;
    private boolean single = true;

    /// Forgets all runs.
    public void clear() {
        runs = 0;
        total = 0;
        single = true;
    }

    /// Makes room for `count` runs.
    public void ensureCapacity(int count) {
        if (count > sources.length) {
            int capacity = Math.max(count, (int) Math.min(Integer.MAX_VALUE - 8L, sources.length * 2L));
            sources = Arrays.copyOf(sources, capacity);
            starts = Arrays.copyOf(starts, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
        }
    }

    /// Adds one value.
    public void add(int source, int index) {
        ensureCapacity(runs + 1);
        sources[runs] = source;
        starts[runs] = index;
        lengths[runs] = 1;
        runs++;
        total++;
    }

    /// Becomes `count` single values, whose [#sources] and [#starts] the caller fills in.
    public void setSingles(int count) {
        ensureCapacity(count);
        Arrays.fill(lengths, 0, count, 1);
        runs = count;
        total = count;
        single = true;
    }

    /// Adds a run of values.
    public void addRun(int source, int start, int length) {
        ensureCapacity(runs + 1);
        sources[runs] = source;
        starts[runs] = start;
        lengths[runs] = length;
        runs++;
        total += length;
        single &= length == 1;
    }

    /// The number of runs.
    public int runs() {
        return runs;
    }

    /// The number of values.
    public long total() {
        return total;
    }

    /// True if every run is one value.
    public boolean isSingle() {
        return single;
    }

    /// Each run's source; valid up to [#runs].
    public int[] sources() {
        return sources;
    }

    /// Each run's first value; valid up to [#runs].
    public int[] starts() {
        return starts;
    }

    /// Each run's length; valid up to [#runs].
    public int[] lengths() {
        return lengths;
    }
}
