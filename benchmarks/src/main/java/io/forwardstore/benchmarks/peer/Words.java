package io.forwardstore.benchmarks.peer;

import org.apache.arrow.memory.util.MemoryUtil;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads strings: the sum of their bytes as little-endian words of eight, then of the bytes left over.
public final class Words {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN).withInvokeExactBehavior();

    private Words() {}

    /// The sum over bytes of an array.
    public static long sum(byte[] bytes, int offset, int length) {
        int at = offset;
        long sum = 0;
        for (; at <= offset + length - Long.BYTES; at += Long.BYTES) {
            sum += (long) LONGS.get(bytes, at);
        }
        for (; at < offset + length; at++) {
            sum += bytes[at];
        }
        return sum;
    }

    /// The sum over an array.
    public static long sum(byte[] bytes) {
        return sum(bytes, 0, bytes.length);
    }

    /// The sum over bytes at an address.
    public static long sum(long start, long length) {
        long at = start;
        long sum = 0;
        for (; at <= start + length - Long.BYTES; at += Long.BYTES) {
            sum += MemoryUtil.getLong(at);
        }
        for (; at < start + length; at++) {
            sum += MemoryUtil.getByte(at);
        }
        return sum;
    }
}
