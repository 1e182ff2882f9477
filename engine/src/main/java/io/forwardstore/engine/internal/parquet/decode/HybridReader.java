package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.array.Bits;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

import java.util.Arrays;

/// Reads the hybrid of run lengths and bit packing in which levels, dictionary indices and booleans are stored (Parquet
/// specification, "Run Length Encoding / Bit-Packing Hybrid").
///
/// May read up to 7 bytes past its extent, which is legal in a page: behind it there is at least a footer, or the slack
/// of allocated memory.
///
/// **State.** A position. **Threads.** One. **Failure.** [MalformedPageException] when values run out.
public final class HybridReader {
    /// The widest value.
    public static final int MAX_BIT_WIDTH = 32;

    private static final int BYTE_MASK = 0xFF;

    private final long end;
    private final int bitWidth;
    private final int mask;
    private final long fileOffsetBytes;
    private long at;
    private long left;
    private boolean packed;
    private int repeated;
    private long packedAddress;
    private long packedIndex;

    /// @param bitWidth bits of a value, from 0 to 32
    /// @param fileOffsetBytes where in the file the page starts, for messages
    public HybridReader(long address, long bytes, int bitWidth, long fileOffsetBytes) {
        this.at = address;
        this.end = address + bytes;
        this.bitWidth = bitWidth;
        this.mask = bitWidth == MAX_BIT_WIDTH ? -1 : (1 << bitWidth) - 1;
        this.fileOffsetBytes = fileOffsetBytes;
    }

    /// A reader of values that are bit-packed throughout, without run headers, least significant bit first.
    public static HybridReader ofPacked(long address, long bytes, int bitWidth, int count, long fileOffsetBytes) {
        HybridReader reader = new HybridReader(address + bytes, 0, bitWidth, fileOffsetBytes);
        reader.packed = true;
        reader.packedAddress = address;
        reader.left = count;
        return reader;
    }

    /// The bits that values up to `max` need.
    public static int bitWidthOf(int max) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(max);
    }

    /// Passes over values.
    public void skip(long count) {
        while (count > 0) {
            long step = take(count);
            advance(step);
            count -= step;
        }
    }

    /// Reads values to an array.
    public void readInts(int[] target, int from, int count) {
        while (count > 0) {
            int step = (int) take(count);
            if (packed) {
                unpack(target, from, step);
            } else {
                Arrays.fill(target, from, from + step, repeated);
            }
            advance(step);
            from += step;
            count -= step;
        }
    }

    private void unpack(int[] target, int from, int count) {
        long base = packedAddress;
        long bit = packedIndex * bitWidth;
        int width = bitWidth;
        int valueMask = mask;
        for (int i = 0; i < count; i++) {
            target[from + i] = (int) (Memory.getLong(base + (bit >>> 3)) >>> (bit & 7)) & valueMask;
            bit += width;
        }
    }

    /// Reads values of at most 8 bits as bytes, for levels.
    ///
    /// @param max the highest value allowed
    public void readBytes(long target, int count, int max) {
        while (count > 0) {
            int step = (int) take(count);
            if (packed) {
                unpackBytes(target, step, max);
            } else {
                checkLevel(repeated, max);
                Memory.fill(target, step, (byte) repeated);
            }
            advance(step);
            target += step;
            count -= step;
        }
    }

    private void unpackBytes(long target, int count, int max) {
        long base = packedAddress;
        long bit = packedIndex * bitWidth;
        int width = bitWidth;
        int valueMask = mask & BYTE_MASK;
        int highest = 0;
        for (int i = 0; i < count; i++) {
            int value = (int) (Memory.getLong(base + (bit >>> 3)) >>> (bit & 7)) & valueMask;
            highest = Math.max(highest, value);
            Memory.putByte(target + i, (byte) value);
            bit += width;
        }
        checkLevel(highest, max);
    }

    private void checkLevel(int level, int max) {
        if (level > max || level < 0) {
            throw new MalformedPageException(fileOffsetBytes, "expected a level up to " + max + ", found " + level);
        }
    }

    /// Reads values of one bit to a bit vector; answers how many are set.
    public int readBits(long target, long targetBit, int count) {
        int set = 0;
        while (count > 0) {
            int step = (int) take(count);
            if (packed) {
                Bits.copy(packedAddress, packedIndex, target, targetBit, step);
                set += (int) Bits.count(target, targetBit, step);
            } else if (repeated == 0) {
                Bits.clearAll(target, targetBit, step);
            } else {
                checkLevel(repeated, 1);
                Bits.setAll(target, targetBit, step);
                set += step;
            }
            advance(step);
            targetBit += step;
            count -= step;
        }
        return set;
    }

    /// Passes over values of one bit; answers how many were set.
    public int skipBits(int count) {
        int set = 0;
        while (count > 0) {
            int step = (int) take(count);
            if (packed) {
                set += (int) Bits.count(packedAddress, packedIndex, step);
            } else {
                checkLevel(repeated, 1);
                set += repeated * step;
            }
            advance(step);
            count -= step;
        }
        return set;
    }

    private void advance(long count) {
        left -= count;
        packedIndex += count;
    }

    /// How many of `count` values the current run holds; begins the next one if it is used up.
    private long take(long count) {
        while (left == 0) {
            nextRun();
        }
        return Math.min(left, count);
    }

    private void nextRun() {
        long header = readHeader();
        long count = header >>> 1;
        packed = (header & 1) != 0;
        if (packed) {
            long bytes = Math.min(count * bitWidth, end - at);
            packedAddress = at;
            packedIndex = 0;
            // The last run may be cut short where values end.
            left = bitWidth == 0 ? count * Byte.SIZE : bytes * Byte.SIZE / bitWidth;
            at += bytes;
        } else {
            repeated = readRepeated();
            left = count;
        }
    }

    private int readRepeated() {
        int bytes = (bitWidth + Byte.SIZE - 1) / Byte.SIZE;
        if (bytes > end - at) {
            throw ranOut();
        }
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (Memory.getByte(at + i) & BYTE_MASK) << (i * Byte.SIZE);
        }
        at += bytes;
        return value;
    }

    private long readHeader() {
        long value = 0;
        for (int shift = 0; shift < Integer.SIZE + 3; shift += 7) {
            if (at >= end) {
                throw ranOut();
            }
            int next = Memory.getByte(at++);
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedPageException(fileOffsetBytes, "expected a run header of at most 5 bytes");
    }

    private MalformedPageException ranOut() {
        return new MalformedPageException(
                fileOffsetBytes, "expected more run-length encoded values than the page holds");
    }
}
