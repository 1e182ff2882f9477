package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

/// Encodes integers as packed differences (Parquet format, "Delta Encoding", DELTA_BINARY_PACKED).
///
/// Differences of 32-bit integers wrap in 32 bits, as some readers demand.
///
/// **State.** One block of differences. **Threads.** One at a time.
final class DeltaEncoder {
    private static final int BLOCK = 128;
    private static final int MINIBLOCKS = 4;
    private static final int MINIBLOCK = BLOCK / MINIBLOCKS;

    private final int valueBytes;
    private final long[] deltas = new long[BLOCK];

    /// @param valueBytes the width of a value: 4 or 8
    DeltaEncoder(int valueBytes) {
        this.valueBytes = valueBytes;
    }

    /// Adds the encoding of values that stand one behind the other.
    ///
    /// @param count at least 1
    void encode(long values, int count, GrowingBuffer target) {
        appendVarint(BLOCK, target);
        appendVarint(MINIBLOCKS, target);
        appendVarint(count, target);
        long previous = get(values, 0);
        appendZigZag(previous, target);
        for (int at = 1; at < count; at += BLOCK) {
            int inBlock = Math.min(BLOCK, count - at);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < inBlock; i++) {
                long value = get(values, at + i);
                deltas[i] = wrap(value - previous);
                least = Math.min(least, deltas[i]);
                previous = value;
            }
            appendBlock(inBlock, least, target);
        }
    }

    private long get(long values, int index) {
        return valueBytes == Integer.BYTES
                ? Memory.getPlainInt(values + (long) index * Integer.BYTES)
                : Memory.getLong(values + (long) index * Long.BYTES);
    }

    private long wrap(long difference) {
        return valueBytes == Integer.BYTES ? (int) difference : difference;
    }

    private void appendBlock(int count, long least, GrowingBuffer target) {
        appendZigZag(least, target);
        int[] widths = new int[MINIBLOCKS];
        for (int i = 0; i < BLOCK; i++) {
            long offset = i < count ? deltas[i] - least : 0;
            deltas[i] = valueBytes == Integer.BYTES ? Integer.toUnsignedLong((int) offset) : offset;
            int bits = Long.SIZE - Long.numberOfLeadingZeros(deltas[i]);
            widths[i / MINIBLOCK] = Math.max(widths[i / MINIBLOCK], bits);
        }
        for (int width : widths) {
            target.appendByte((byte) width);
        }
        for (int miniblock = 0; miniblock * MINIBLOCK < count; miniblock++) {
            pack(miniblock * MINIBLOCK, widths[miniblock], target);
        }
    }

    /// Packs a miniblock; values behind the last one are zero.
    private void pack(int from, int width, GrowingBuffer target) {
        long out = target.extend((long) MINIBLOCK * width / Byte.SIZE);
        long word = 0;
        int held = 0;
        for (int i = from; i < from + MINIBLOCK; i++) {
            word |= deltas[i] << held;
            held += width;
            if (held >= Long.SIZE) {
                Memory.putLong(out, word);
                out += Long.BYTES;
                held -= Long.SIZE;
                word = held == 0 ? 0 : deltas[i] >>> (width - held);
            }
        }
        if (held > 0) {
            Memory.putInt(out, (int) word);
        }
    }

    private static void appendZigZag(long value, GrowingBuffer target) {
        appendVarint(value << 1 ^ value >> (Long.SIZE - 1), target);
    }

    private static void appendVarint(long value, GrowingBuffer target) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target.appendByte((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        target.appendByte((byte) rest);
    }
}
