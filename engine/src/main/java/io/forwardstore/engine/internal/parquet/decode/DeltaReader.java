package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

/// Reads DELTA_BINARY_PACKED integers (Parquet specification, "Delta Encoding"). Sums wrap, so that 32-bit values are
/// right in the low half.
///
/// **State.** A position. **Threads.** One. **Failure.** [MalformedPageException].
final class DeltaReader {
    /// Values that one call of [#next] decodes at most.
    static final int BATCH = 256;

    private static final int MAX_BLOCK = 1 << 20;

    private final long end;
    private final long fileOffsetBytes;
    private final int miniblocks;
    private final int miniblockValues;
    private final int count;
    private long at;
    private long value;
    private int consumed;
    private long minDelta;
    private long widths;
    private int miniblock;
    private int inMiniblock;
    private int width;
    private long packed;

    DeltaReader(long address, long bytes, int maxCount, long fileOffsetBytes) {
        this.at = address;
        this.end = address + bytes;
        this.fileOffsetBytes = fileOffsetBytes;
        long blockValues = readVarint();
        long blocks = readVarint();
        long total = readVarint();
        if (blocks <= 0
                || blockValues <= 0
                || blockValues > MAX_BLOCK
                || blockValues % blocks != 0
                || blockValues / blocks % Integer.SIZE != 0) {
            throw malformed(
                    "a delta block of miniblocks of a multiple of 32 values, found "
                            + blockValues
                            + " values in "
                            + blocks);
        }
        if (total < 0 || total > maxCount) {
            throw malformed("at most " + maxCount + " delta-encoded values, found " + total);
        }
        this.miniblocks = (int) blocks;
        this.miniblockValues = (int) (blockValues / blocks);
        this.count = (int) total;
        this.miniblock = miniblocks;
        this.value = readZigZag();
    }

    /// All values, read or not.
    int count() {
        return count;
    }

    /// Where the encoded values end, once all were read.
    long endAddress() {
        return at;
    }

    /// Decodes the next values; answers how many, at most [#BATCH].
    int next(long[] target, int max) {
        if (max > count - consumed) {
            throw malformed("more delta-encoded values than " + count);
        }
        if (consumed == 0) {
            target[0] = value;
            consumed = 1;
            return 1;
        }
        if (inMiniblock == 0) {
            nextMiniblock();
        }
        int step = Math.min(Math.min(max, BATCH), inMiniblock);
        unpack(target, step);
        inMiniblock -= step;
        consumed += step;
        return step;
    }

    private void unpack(long[] target, int step) {
        long bit = (long) (miniblockValues - inMiniblock) * width;
        long mask = width == Long.SIZE ? -1 : (1L << width) - 1;
        long sum = value;
        for (int i = 0; i < step; i++) {
            long address = packed + (bit >>> 3);
            int shift = (int) (bit & 7);
            long bits = Memory.getLong(address) >>> shift;
            if (shift + width > Long.SIZE) {
                bits |= (long) Memory.getByte(address + Long.BYTES) << (Long.SIZE - shift);
            }
            sum += minDelta + (bits & mask);
            target[i] = sum;
            bit += width;
        }
        value = sum;
    }

    private void nextMiniblock() {
        if (miniblock == miniblocks) {
            minDelta = readZigZag();
            widths = at;
            advance(miniblocks);
            miniblock = 0;
        }
        width = Memory.getByte(widths + miniblock) & 0xFF;
        if (width > Long.SIZE) {
            throw malformed("a delta width up to 64 bits, found " + width);
        }
        packed = at;
        advance((long) miniblockValues / Byte.SIZE * width);
        miniblock++;
        inMiniblock = miniblockValues;
    }

    private void advance(long bytes) {
        if (bytes > end - at) {
            throw malformed("delta-encoded values within the page");
        }
        at += bytes;
    }

    private long readVarint() {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= end) {
                throw malformed("delta-encoded values within the page");
            }
            int next = Memory.getByte(at++);
            result |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return result;
            }
        }
        throw malformed("an integer of at most 10 bytes");
    }

    private long readZigZag() {
        long raw = readVarint();
        return (raw >>> 1) ^ -(raw & 1);
    }

    private MalformedPageException malformed(String expected) {
        return new MalformedPageException(fileOffsetBytes, "expected " + expected);
    }

    /// Reads all values, which must be lengths, to 32-bit integers; answers their sum.
    long readLengths(long target) {
        long[] batch = new long[Math.min(BATCH, Math.max(1, count))];
        long sum = 0;
        for (int done = 0; done < count; ) {
            int step = next(batch, Math.min(batch.length, count - done));
            for (int i = 0; i < step; i++) {
                int length = (int) batch[i];
                if (length < 0) {
                    throw malformed("a length from 0, found " + length);
                }
                sum += length;
                Memory.putInt(target + (long) (done + i) * Integer.BYTES, length);
            }
            done += step;
        }
        return sum;
    }
}
