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
            long lengths = target.lengths(step);
            long out = target.reserve(lengthAt(at, end, fileOffsetBytes), 1);
            left -= read(lengths, step, target, out);
        }
    }

    /// Reads values until there is no room for the next one. Each length is read once, so that what is copied is what
    /// was checked, should the file change meanwhile.
    private int read(long lengths, int count, BytesTarget target, long start) {
        long in = at;
        long out = start;
        long limit = start + target.availableBytes();
        int done = 0;
        while (done < count) {
            int length = lengthAt(in, end, fileOffsetBytes);
            if (length > limit - out) {
                break;
            }
            Memory.putInt(lengths + (long) done * Integer.BYTES, length);
            in += Integer.BYTES;
            ShortCopy.copy(in, end, out, length);
            in += length;
            out += length;
            done++;
        }
        at = in;
        target.commit(out - start, done);
        return done;
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
