package io.forwardstore.benchmarks.peer;

import org.apache.arrow.memory.util.MemoryUtil;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads strings: the sum of their bytes as little-endian words of eight, the last of them filled with zeros.
public final class Words {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN).withInvokeExactBehavior();

    private Words() {}

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

    /// The last `count` bytes of a word, 0 to 7, as a word; without a branch, for it is another count at each string.
    private static long last(long word, int count) {
        return word >>> Byte.SIZE >>> Byte.SIZE * (Long.BYTES - 1 - count);
    }
}
