package io.forwardstore.benchmarks.peer;

import org.apache.arrow.memory.util.MemoryUtil;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads strings: the sum of their bytes as little-endian words of eight, the last of them filled with zeros.
public final class Words {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN).withInvokeExactBehavior();

    /// Strings up to here are read as so many bytes, whatever their length.
    private static final int WINDOW_BYTES = 64;

    /// A window of ones, then one of zeros: from `WINDOW_BYTES - n` on, a mask of the first `n` bytes.
    private static final long MASKS = masks();

    private Words() {}

    private static long masks() {
        long address = MemoryUtil.allocateMemory(2 * WINDOW_BYTES);
        for (int at = 0; at < 2 * WINDOW_BYTES; at++) {
            MemoryUtil.putByte(address + at, (byte) (at < WINDOW_BYTES ? -1 : 0));
        }
        return address;
    }

    /// The sum over bytes of an array.
    public static long sum(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        long sum = 0;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            sum += (long) LONGS.get(bytes, at);
        }
        if (length >= Long.BYTES) {
            return sum + last((long) LONGS.get(bytes, end - Long.BYTES), end - at);
        }
        for (int shift = 0; at < end; at++, shift += Byte.SIZE) {
            sum += (bytes[at] & 0xFFL) << shift;
        }
        return sum;
    }

    /// The sum over an array.
    public static long sum(byte[] bytes) {
        return sum(bytes, 0, bytes.length);
    }

    /// The sum over bytes at an address.
    public static long sum(long start, long length) {
        long end = start + length;
        long at = start;
        long sum = 0;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            sum += MemoryUtil.getLong(at);
        }
        if (length >= Long.BYTES) {
            return sum + last(MemoryUtil.getLong(end - Long.BYTES), (int) (end - at));
        }
        for (int shift = 0; at < end; at++, shift += Byte.SIZE) {
            sum += (MemoryUtil.getByte(at) & 0xFFL) << shift;
        }
        return sum;
    }

    /// The sum over bytes at an address. A short string with a window of readable bytes is read without a branch: the
    /// end of a loop over its words would be mispredicted at nearly every string.
    ///
    /// @param readableEnd where reading must end
    public static long sum(long start, int length, long readableEnd) {
        if (length > WINDOW_BYTES || readableEnd - start < WINDOW_BYTES) {
            return sum(start, length);
        }
        long mask = MASKS + WINDOW_BYTES - length;
        long sum = 0;
        for (int at = 0; at < WINDOW_BYTES; at += Long.BYTES) {
            sum += MemoryUtil.getLong(start + at) & MemoryUtil.getLong(mask + at);
        }
        return sum;
    }

    /// The last `count` bytes of a word, 0 to 7, as a word; without a branch, for it is another count at each string.
    private static long last(long word, int count) {
        return word >>> Byte.SIZE >>> Byte.SIZE * (Long.BYTES - 1 - count);
    }
}
