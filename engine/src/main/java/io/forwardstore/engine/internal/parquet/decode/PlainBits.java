package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.array.Bits;
import io.forwardstore.engine.internal.array.MalformedPageException;

/// PLAIN booleans.
final class PlainBits implements BitDecoder {
    private final long address;
    private final long bits;
    private final long fileOffsetBytes;
    private long next;

    PlainBits(long address, long bytes, long fileOffsetBytes) {
        this.address = address;
        this.bits = bytes * Byte.SIZE;
        this.fileOffsetBytes = fileOffsetBytes;
    }

    @Override
    public void skip(int count) {
        check(count);
        next += count;
    }

    @Override
    public void read(long target, long targetBit, int count) {
        check(count);
        Bits.copy(address, next, target, targetBit, count);
        next += count;
    }

    private void check(int count) {
        if (count > bits - next) {
            throw new MalformedPageException(fileOffsetBytes, "expected more booleans than " + bits);
        }
    }
}
