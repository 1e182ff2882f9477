package io.forwardstore.engine.internal.array;

import java.util.Arrays;

/// The arrays that a [Selection] picks from. Reusable: [#clear] and fill again.
public final class Sources {
    /// Up to so many arrays reuse what held them. More go into a new holder: collectors such as G1 want a fence for
    /// each reference that is stored in an old object.
    private static final int FEW = 32;

    private ArrayData[] arrays = new ArrayData[FEW];
    private int count;

    /// Forgets all arrays.
    public void clear() {
        Arrays.fill(arrays, 0, count, null);
        count = 0;
    }

    /// Adds an array; its source number is the number of those before it.
    public void add(ArrayData array) {
        if (count == arrays.length) {
            arrays = Arrays.copyOf(arrays, count * 2);
        }
        arrays[count++] = array;
    }

    /// Becomes `wanted` arrays, which the caller puts into [#arrays].
    public void setCount(int wanted) {
        if (wanted > FEW) {
            arrays = new ArrayData[wanted];
        } else {
            clear();
        }
        count = wanted;
    }

    /// The arrays; valid up to [#count].
    public ArrayData[] arrays() {
        return arrays;
    }

    /// Becomes the arrays' children of that number.
    void setChildren(Sources parents, int child) {
        clear();
        for (int i = 0; i < parents.count; i++) {
            add(parents.arrays[i].children()[child]);
        }
    }

    /// The array of that number.
    public ArrayData get(int source) {
        return arrays[source];
    }

    /// The number of arrays.
    public int count() {
        return count;
    }

    /// True if any array may hold nulls.
    boolean hasValidity() {
        for (int i = 0; i < count; i++) {
            if (arrays[i].validity() != 0) {
                return true;
            }
        }
        return false;
    }
}
