package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

import java.io.IOException;

/// PLAIN byte arrays: each value follows its 32-bit length.
final class PlainBytes implements BytesDecoder {
    private static final int NO_ROOM = -1;

    private final long end;
    private final long fileOffsetBytes;
    private long at;
    private int valuesLeft;

    /// @param maxCount the most values that there are; nulls may count
    PlainBytes(long address, long bytes, int maxCount, long fileOffsetBytes) {
        this.valuesLeft = maxCount;
        this.at = address;
        this.end = address + bytes;
        this.fileOffsetBytes = fileOffsetBytes;
    }

    @Override
    public void skip(int count) {
        long position = at;
        for (int i = 0; i < count; i++) {
            position += Integer.BYTES + lengthAt(position, end, fileOffsetBytes);
        }
        valuesLeft -= count;
        at = position;
    }

    @Override
    public void read(BytesTarget target, int count) throws IOException {
        for (int left = count; left > 0; ) {
            left -= readBatch(target, Math.min(left, BytesTarget.BATCH));
        }
    }

    /// Reads values until there is no room for the next one.
    private int readBatch(BytesTarget target, int count) throws IOException {
        long lengths = target.lengths(count);
        int first = lengthAt(at, end, fileOffsetBytes);
        long start = target.reserve(first, Math.max(first, likelyBytes(count)), count);
        long limit = start + target.availableBytes();
        long out = start;
        int done = 0;
        while (done < count) {
            long from = at;
            int some = readShort(lengths + (long) done * Integer.BYTES, count - done, out, limit);
            out += at - from - (long) some * Integer.BYTES;
            done += some;
            if (done < count) {
                int length = readOne(lengths + (long) done * Integer.BYTES, out, limit);
                if (length == NO_ROOM) {
                    break;
                }
                out += length;
                done++;
            }
        }
        target.commit(out - start, done);
        valuesLeft -= done;
        return done;
    }

    /// What the next values take, if they are as long as those left in the page are on average.
    private long likelyBytes(int count) {
        long each = (end - at) / Math.max(1, valuesLeft) - Integer.BYTES + 1;
        return Math.min(end - at, each * count);
    }

    /// Reads values of up to a block, as long as there is a block left in the page; answers how many there were.
    ///
    /// Each length is read once, so that what is copied is what was checked, should the file change meanwhile.
    private int readShort(long lengths, int count, long target, long limit) {
        long lastIn = end - Integer.BYTES - Memory.BLOCK_BYTES;
        long in = at;
        long out = target;
        int done = 0;
        while (done < count && in <= lastIn) {
            int length = wordAt(in);
            if (length < 0 || length > Math.min(limit - out, Memory.BLOCK_BYTES)) {
                break;
            }
            Memory.copyBlock(in + Integer.BYTES, out);
            Memory.putInt(lengths + (long) done * Integer.BYTES, length);
            in += Integer.BYTES + length;
            out += length;
            done++;
        }
        at = in;
        return done;
    }

    /// Reads one value of any length; answers its length, or [#NO_ROOM] if it was not read.
    private int readOne(long lengths, long target, long limit) {
        int length = lengthAt(at, end, fileOffsetBytes);
        if (length > limit - target) {
            return NO_ROOM;
        }
        Memory.putInt(lengths, length);
        ShortCopy.copy(at + Integer.BYTES, end, target, length);
        at += Integer.BYTES + length;
        return length;
    }

    /// An int as the low half of a long: one load, yet none of those that [Memory#getInt] avoids.
    private static int wordAt(long position) {
        return (int) Memory.getLong(position);
    }

    /// The length at a position, with the value known to lie within the page.
    static int lengthAt(long position, long end, long fileOffsetBytes) {
        if (end - position < Integer.BYTES) {
            throw new MalformedPageException(fileOffsetBytes, "expected more byte arrays than the page holds");
        }
        int length = Memory.getInt(position);
        if (length < 0 || length > end - position - Integer.BYTES) {
            throw new MalformedPageException(
                    fileOffsetBytes,
                    "expected a byte array of at most " + (end - position - Integer.BYTES) + " bytes, found " + length);
        }
        return length;
    }
}
