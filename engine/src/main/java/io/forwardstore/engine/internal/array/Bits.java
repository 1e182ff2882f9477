package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.internal.memory.Memory;

/// Runs of bits at addresses, least significant bit first (Arrow specification, "Validity bitmaps").
///
/// Nothing outside the bytes that hold the named bits is read or written.
public final class Bits {
    /// From here on a bulk fill is worth its call.
    private static final int BULK_BYTES = 128;

    private Bits() {}

    /// The bytes that hold `bits` bits.
    public static long bytesFor(long bits) {
        return (bits + 7) >>> 3;
    }

    /// Copies bits between any two bit positions. Bits of the target before `targetBit` are kept; those behind the last
    /// one, in its byte, are cleared.
    public static void copy(long source, long sourceBit, long target, long targetBit, long bits) {
        long from = source + (sourceBit >>> 3);
        int fromShift = (int) (sourceBit & 7);
        long to = target + (targetBit >>> 3);
        int toShift = (int) (targetBit & 7);
        long left = bits;
        if (toShift != 0 && left > 0) {
            int head = (int) Math.min(8 - toShift, left);
            int kept = Memory.getByte(to) & ((1 << toShift) - 1);
            Memory.putByte(to, (byte) (kept | read(from, fromShift, head) << toShift));
            fromShift += head;
            from += fromShift >>> 3;
            fromShift &= 7;
            to++;
            left -= head;
        }
        if (fromShift == 0) {
            long bytes = left >>> 3;
            Memory.copy(from, to, bytes);
            from += bytes;
            to += bytes;
            left &= 7;
        } else {
            // A word and the byte behind it hold the 64 bits wanted.
            while (left >= Long.SIZE) {
                long low = Memory.getLong(from) >>> fromShift;
                long high = (long) Memory.getByte(from + Long.BYTES) << (Long.SIZE - fromShift);
                Memory.putLong(to, low | high);
                from += Long.BYTES;
                to += Long.BYTES;
                left -= Long.SIZE;
            }
        }
        while (left > 0) {
            int bitsHere = (int) Math.min(8, left);
            Memory.putByte(to, (byte) read(from, fromShift, bitsHere));
            from++;
            to++;
            left -= bitsHere;
        }
    }

    /// Up to 8 bits from the byte at `address` on.
    private static int read(long address, int shift, int bits) {
        int value = (Memory.getByte(address) & 0xFF) >>> shift;
        if (shift + bits > 8) {
            value |= (Memory.getByte(address + 1) & 0xFF) << (8 - shift);
        }
        return value & ((1 << bits) - 1);
    }

    /// Sets bits from `targetBit` on; bits behind the last one, in its byte, are cleared.
    public static void setAll(long target, long targetBit, long bits) {
        long at = targetBit;
        long end = targetBit + bits;
        while (at < end && (at & 7) != 0) {
            setOne(target, at++);
        }
        setBytes(target + (at >>> 3), (end - at) >>> 3);
        at += (end - at) & -8;
        if (at < end) {
            Memory.putByte(target + (at >>> 3), (byte) ((1 << (end - at)) - 1));
        }
    }

    /// Clears bits from `targetBit` on, and those behind the last one, in its byte.
    public static void clearAll(long target, long targetBit, long bits) {
        if (bits == 0) {
            return;
        }
        long first = target + (targetBit >>> 3);
        int kept = Memory.getByte(first) & ((1 << (targetBit & 7)) - 1);
        Memory.fill(first, bytesFor((targetBit & 7) + bits), (byte) 0);
        Memory.putByte(first, (byte) kept);
    }

    private static void setBytes(long target, long bytes) {
        long at = target;
        long end = target + bytes;
        if (bytes >= BULK_BYTES) {
            Memory.fill(target, bytes, (byte) 0xFF);
            return;
        }
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            Memory.putLong(at, -1L);
        }
        for (; at < end; at++) {
            Memory.putByte(at, (byte) 0xFF);
        }
    }

    private static void setOne(long target, long bit) {
        long address = target + (bit >>> 3);
        int below = (1 << (bit & 7)) - 1;
        Memory.putByte(address, (byte) (Memory.getByte(address) & below | below + 1));
    }

    /// The number of set bits.
    public static long count(long address, long firstBit, long bits) {
        long from = address + (firstBit >>> 3);
        int shift = (int) (firstBit & 7);
        long left = bits;
        long set = 0;
        if (shift != 0 && left > 0) {
            int head = (int) Math.min(8 - shift, left);
            set += Integer.bitCount(read(from, shift, head));
            from++;
            left -= head;
        }
        for (; left >= Long.SIZE; left -= Long.SIZE) {
            set += Long.bitCount(Memory.getLong(from));
            from += Long.BYTES;
        }
        for (; left > 0; left -= 8) {
            set += Integer.bitCount(read(from, 0, (int) Math.min(8, left)));
            from++;
        }
        return set;
    }

    /// Keeps in `target` the bits that are set in both.
    public static void and(long source, long target, long bits) {
        long bytes = bytesFor(bits);
        for (long at = 0; at < bytes; at++) {
            Memory.putByte(target + at, (byte) (Memory.getByte(target + at) & Memory.getByte(source + at)));
        }
    }
}
