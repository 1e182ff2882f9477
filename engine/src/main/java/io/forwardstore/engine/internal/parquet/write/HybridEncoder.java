package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

/// Encodes levels and dictionary indices as runs and packed bits (Parquet format, "Run Length Encoding / Bit-Packing
/// Hybrid"), without a length before them.
final class HybridEncoder {
    /// Bits are packed in groups of this many values; shorter runs are packed.
    private static final int GROUP = 8;

    private final GrowingBuffer target;
    private final int bitWidth;
    private final int valueBytes;
    private final long values;

    private HybridEncoder(long values, int valueBytes, int bitWidth, GrowingBuffer target) {
        this.values = values;
        this.valueBytes = valueBytes;
        this.bitWidth = bitWidth;
        this.target = target;
    }

    /// Adds the encoding of levels, a byte each.
    static void encodeLevels(long levels, int count, int maximum, GrowingBuffer target) {
        new HybridEncoder(levels, Byte.BYTES, bitWidth(maximum), target).encode(count);
    }

    /// Adds the encoding of indices, four bytes each.
    static void encodeIndices(long indices, int count, int bitWidth, GrowingBuffer target) {
        new HybridEncoder(indices, Integer.BYTES, bitWidth, target).encode(count);
    }

    /// The bits that the numbers up to a maximum take.
    static int bitWidth(int maximum) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(maximum);
    }

    private void encode(int count) {
        int packed = 0;
        for (int at = 0; at < count; ) {
            int run = runAt(at, count);
            int filling = Math.min(run, -(at - packed) & (GROUP - 1));
            if (run - filling >= GROUP) {
                pack(packed, at + filling);
                repeat(at + filling, run - filling);
                at += run;
                packed = at;
            } else {
                at += run;
            }
        }
        pack(packed, count);
    }

    private int runAt(int from, int count) {
        int at = from + 1;
        if (valueBytes == Byte.BYTES) {
            byte value = Memory.getByte(values + from);
            long eight = (value & 0xFF) * 0x0101010101010101L;
            while (count - at >= Long.BYTES && Memory.getLong(values + at) == eight) {
                at += Long.BYTES;
            }
        }
        int value = get(from);
        while (at < count && get(at) == value) {
            at++;
        }
        return at - from;
    }

    private int get(int index) {
        return valueBytes == Byte.BYTES
                ? Memory.getByte(values + index)
                : Memory.getPlainInt(values + (long) index * Integer.BYTES);
    }

    private void repeat(int index, int run) {
        appendVarint(run << 1);
        int value = get(index);
        for (int bits = 0; bits < bitWidth; bits += Byte.SIZE) {
            target.appendByte((byte) (value >>> bits));
        }
    }

    /// Packs values; the last group is filled up with zeros.
    private void pack(int from, int to) {
        if (to == from) {
            return;
        }
        int groups = Math.ceilDiv(to - from, GROUP);
        appendVarint(groups << 1 | 1);
        long out = target.extend((long) groups * bitWidth);
        long bits = 0;
        int held = 0;
        for (int i = from; i < from + groups * GROUP; i++) {
            long value = i < to ? get(i) & 0xFFFFFFFFL : 0;
            bits |= value << held;
            held += bitWidth;
            while (held >= Byte.SIZE) {
                Memory.putByte(out++, (byte) bits);
                bits >>>= Byte.SIZE;
                held -= Byte.SIZE;
            }
        }
    }

    private void appendVarint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            target.appendByte((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        target.appendByte((byte) rest);
    }
}
