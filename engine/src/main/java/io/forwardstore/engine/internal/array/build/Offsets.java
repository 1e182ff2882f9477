package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.memory.Allocation;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

/// The offsets of an array in the making, beginning at 0.
///
/// **State.** One offset more than values. **Threads.** One at a time. **Ownership.** Owns its memory until [#close].
final class Offsets implements AutoCloseable {
    private final GrowingBuffer offsets;
    private final int offsetBytes;

    /// @param offsetBytes 4 or 8
    Offsets(Allocation allocation, int offsetBytes) {
        this.offsets = new GrowingBuffer(allocation);
        this.offsetBytes = offsetBytes;
    }

    /// An offset of an array.
    static long at(long offsets, int offsetBytes, long index) {
        return offsetBytes == Integer.BYTES
                ? Memory.getInt(offsets + index * Integer.BYTES)
                : Memory.getLong(offsets + index * Long.BYTES);
    }

    /// The largest offset that can be told.
    long maximum() {
        return offsetBytes == Integer.BYTES ? Integer.MAX_VALUE : Long.MAX_VALUE;
    }

    long sizeBytes() {
        return offsets.sizeBytes();
    }

    /// Adds the ends of `count` values of an array, moved so that the first of them begins at `base`.
    ///
    /// @throws IllegalArgumentException if the offsets descend
    void append(long source, int from, int count, long base) {
        addFirst();
        if (offsetBytes == Integer.BYTES) {
            appendInts(source + (long) from * Integer.BYTES, count, (int) base);
        } else {
            appendLongs(source + (long) from * Long.BYTES, count, base);
        }
    }

    private void appendInts(long source, int count, int base) {
        long target = offsets.extend((long) count * Integer.BYTES);
        int previous = Memory.getInt(source);
        int move = base - previous;
        int disorder = 0;
        for (int i = 0; i < count; i++) {
            int offset = Memory.getInt(source + (i + 1L) * Integer.BYTES);
            disorder |= offset - previous;
            Memory.putInt(target + (long) i * Integer.BYTES, offset + move);
            previous = offset;
        }
        checkOrder(disorder);
    }

    private void appendLongs(long source, int count, long base) {
        long target = offsets.extend((long) count * Long.BYTES);
        long previous = Memory.getLong(source);
        long move = base - previous;
        long disorder = 0;
        for (int i = 0; i < count; i++) {
            long offset = Memory.getLong(source + (i + 1L) * Long.BYTES);
            disorder |= offset - previous;
            Memory.putLong(target + (long) i * Long.BYTES, offset + move);
            previous = offset;
        }
        checkOrder(disorder);
    }

    private static void checkOrder(long disorder) {
        if (disorder < 0) {
            throw new IllegalArgumentException("Invalid offsets: expected ascending values");
        }
    }

    /// The address of the offsets.
    long address() {
        addFirst();
        return offsets.address();
    }

    void clear() {
        offsets.truncate(0);
    }

    @Override
    public void close() {
        offsets.close();
    }

    private void addFirst() {
        if (offsets.sizeBytes() == 0) {
            Memory.fill(offsets.extend(offsetBytes), offsetBytes, (byte) 0);
        }
    }
}
