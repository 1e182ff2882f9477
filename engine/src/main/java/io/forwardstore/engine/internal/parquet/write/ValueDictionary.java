package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;

/// The distinct values of a column chunk, in PLAIN encoding and in the order in which they came.
///
/// **State.** The values. **Threads.** One at a time. **Ownership.** Owns its memory until [#close].
final class ValueDictionary implements AutoCloseable {
    /// A dictionary that is larger no longer fits into a processor's cache.
    static final int MAXIMUM_BYTES = 1 << 20;

    private static final int FIRST_TABLE = 1 << 10;
    private static final int EMPTY = -1;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final GrowingBuffer values;
    private int[] table = filled(FIRST_TABLE);
    private int[] hashes = new int[FIRST_TABLE / 2];
    private long[] offsets = new long[FIRST_TABLE / 2 + 1];
    private int count;

    ValueDictionary(BufferAllocator allocator) {
        this.values = new GrowingBuffer(allocator);
    }

    private static int[] filled(int size) {
        int[] table = new int[size];
        Arrays.fill(table, EMPTY);
        return table;
    }

    /// The number of values.
    int count() {
        return count;
    }

    /// Where the values lie.
    long address() {
        return values.address();
    }

    /// The bytes of all values.
    long sizeBytes() {
        return values.sizeBytes();
    }

    /// Where a value lies.
    long valueAddress(int index) {
        return values.address() + offsets[index];
    }

    /// The bytes of a value.
    int valueBytes(int index) {
        return (int) (offsets[index + 1] - offsets[index]);
    }

    /// The index of a value, which is added if it is new.
    int indexOf(long address, int bytes) {
        int hash = hash(address, bytes);
        int slot = hash & (table.length - 1);
        while (table[slot] != EMPTY) {
            int index = table[slot];
            if (hashes[index] == hash && valueBytes(index) == bytes && isSame(valueAddress(index), address, bytes)) {
                return index;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return add(address, bytes, hash, slot);
    }

    private int add(long address, int bytes, int hash, int slot) {
        int index = count++;
        table[slot] = index;
        hashes[index] = hash;
        values.append(address, bytes);
        offsets[index + 1] = values.sizeBytes();
        if (count == hashes.length) {
            grow();
        }
        return index;
    }

    private void grow() {
        table = filled(table.length * 2);
        hashes = Arrays.copyOf(hashes, hashes.length * 2);
        offsets = Arrays.copyOf(offsets, hashes.length + 1);
        for (int index = 0; index < count; index++) {
            int slot = hashes[index] & (table.length - 1);
            while (table[slot] != EMPTY) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = index;
        }
    }

    private static int hash(long address, int bytes) {
        long hash = bytes;
        int at = 0;
        for (; bytes - at >= Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ Memory.getLong(address + at));
        }
        if (bytes - at >= Integer.BYTES) {
            hash = mix(hash ^ Memory.getPlainInt(address + at));
            at += Integer.BYTES;
        }
        for (; at < bytes; at++) {
            hash = mix(hash ^ Memory.getByte(address + at));
        }
        return (int) (hash >>> Integer.SIZE);
    }

    private static long mix(long value) {
        long product = value * MIX;
        return product ^ product >>> Integer.SIZE;
    }

    private static boolean isSame(long left, long right, int bytes) {
        int at = 0;
        for (; bytes - at >= Long.BYTES; at += Long.BYTES) {
            if (Memory.getLong(left + at) != Memory.getLong(right + at)) {
                return false;
            }
        }
        for (; at < bytes; at++) {
            if (Memory.getByte(left + at) != Memory.getByte(right + at)) {
                return false;
            }
        }
        return true;
    }

    void clear() {
        values.truncate(0);
        Arrays.fill(table, EMPTY);
        count = 0;
    }

    @Override
    public void close() {
        values.close();
        count = 0;
    }
}
