package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

import java.io.IOException;

/// PLAIN byte arrays: each value follows its 32-bit length.
final class PlainBytes implements BytesDecoder {
    private final long end;
    private final long fileOffsetBytes;
    private long at;

    PlainBytes(long address, long bytes, long fileOffsetBytes) {
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
        at = position;
    }

    @Override
    public void read(BytesTarget target, int count) throws IOException {
        for (int left = count; left > 0; ) {
            int step = Math.min(left, BytesTarget.BATCH);
            long bytes = readLengths(target.lengths(step), step);
            copy(target.reserve(bytes, step), step);
            target.commit(bytes, step);
            left -= step;
        }
    }

    private long readLengths(long target, int count) {
        long position = at;
        for (int i = 0; i < count; i++) {
            int length = lengthAt(position, end, fileOffsetBytes);
            Memory.putInt(target + (long) i * Integer.BYTES, length);
            position += Integer.BYTES + length;
        }
        return position - at - (long) count * Integer.BYTES;
    }

    private void copy(long target, int count) {
        long in = at;
        long out = target;
        for (int i = 0; i < count; i++) {
            int length = Memory.getInt(in);
            in += Integer.BYTES;
            ShortCopy.copy(in, out, length);
            in += length;
            out += length;
        }
        at = in;
    }

    /// The length at a position, with the value known to lie within the page.
    static int lengthAt(long position, long end, long fileOffsetBytes) {
        if (end - position < Integer.BYTES) {
            throw new MalformedPageException(fileOffsetBytes, "more byte arrays than the page holds");
        }
        int length = Memory.getInt(position);
        if (length < 0 || length > end - position - Integer.BYTES) {
            throw new MalformedPageException(
                    fileOffsetBytes,
                    "a byte array of at most " + (end - position - Integer.BYTES) + " bytes, found " + length);
        }
        return length;
    }
}
