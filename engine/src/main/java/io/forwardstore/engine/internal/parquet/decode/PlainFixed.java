package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

/// PLAIN values of one width: a copy.
public final class PlainFixed implements FixedDecoder {
    private final long end;
    private final int width;
    private final long fileOffsetBytes;
    private long at;

    PlainFixed(long address, long bytes, int width, long fileOffsetBytes) {
        this.at = address;
        this.end = address + bytes;
        this.width = width;
        this.fileOffsetBytes = fileOffsetBytes;
    }

    @Override
    public void skip(int count) {
        take(count);
    }

    @Override
    public void read(long target, int count) {
        long bytes = (long) count * width;
        Memory.copy(take(count), target, bytes);
    }

    /// Where the next values stand; passes over them. For whoever can use them in place.
    public long take(int count) {
        long bytes = (long) count * width;
        if (bytes > end - at) {
            throw new MalformedPageException(
                    fileOffsetBytes,
                    "expected " + count + " more values of " + width + " bytes, found " + (end - at) + " bytes");
        }
        long taken = at;
        at += bytes;
        return taken;
    }

    /// Goes back over values taken last.
    public void untake(int count) {
        at -= (long) count * width;
    }
}
