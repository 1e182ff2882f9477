package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

/// Where lists begin in their child.
///
/// @param lists the number of lists
/// @param elements the number of elements, -1 if the levels contradict each other
/// @param address the offsets, one more than there are lists, as 32-bit integers
record ListOffsets(int lists, int elements, long address) {
    /// @param place the lists' place
    /// @param elements their elements' place
    static ListOffsets of(LeafBatch leaf, Slots.Place place, Slots.Place elements, int lists, PageScope scope) {
        long address = scope.allocate((lists + 1L) * Integer.BYTES);
        int entries = leaf.count();
        int begun = 0;
        int count = 0;
        for (int entry = 0; entry < entries; entry++) {
            int repetition = leaf.repetition(entry);
            int definition = leaf.definition(entry);
            if (place.begins(repetition, definition)) {
                if (begun == lists) {
                    return new ListOffsets(lists, -1, address);
                }
                Memory.putInt(address + (long) begun * Integer.BYTES, count);
                begun++;
            }
            if (elements.begins(repetition, definition)) {
                count++;
            }
        }
        Memory.putInt(address + (long) lists * Integer.BYTES, count);
        return new ListOffsets(lists, begun == lists ? count : -1, address);
    }

    int at(int list) {
        return Memory.getInt(address + (long) list * Integer.BYTES);
    }

    /// The offsets in the width that a layout wants.
    long withOffsets(int offsetBytes, PageScope scope) {
        if (offsetBytes == Integer.BYTES) {
            return address;
        }
        long target = scope.allocate((lists + 1L) * Long.BYTES);
        for (int i = 0; i <= lists; i++) {
            Memory.putLong(target + (long) i * Long.BYTES, at(i));
        }
        return target;
    }

    /// The sizes in the width that a layout wants.
    long sizes(int sizeBytes, PageScope scope) {
        long target = scope.allocate((long) lists * sizeBytes);
        for (int i = 0; i < lists; i++) {
            int size = at(i + 1) - at(i);
            if (sizeBytes == Integer.BYTES) {
                Memory.putInt(target + (long) i * Integer.BYTES, size);
            } else {
                Memory.putLong(target + (long) i * Long.BYTES, size);
            }
        }
        return target;
    }
}
