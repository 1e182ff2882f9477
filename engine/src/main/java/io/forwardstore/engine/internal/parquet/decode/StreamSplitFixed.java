package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

/// BYTE_STREAM_SPLIT values: the first bytes of all values, then the second bytes, and so on.
final class StreamSplitFixed implements FixedDecoder {
    private final long address;
    private final long count;
    private final int width;
    private final long fileOffsetBytes;
    private long next;

    StreamSplitFixed(long address, long bytes, int width, long fileOffsetBytes) {
        if (width == 0 || bytes % width != 0) {
            throw new MalformedPageException(
                    fileOffsetBytes, "expected byte streams of " + width + "-byte values, found " + bytes + " bytes");
        }
        this.address = address;
        this.count = bytes / width;
        this.width = width;
        this.fileOffsetBytes = fileOffsetBytes;
    }

    @Override
    public void skip(int values) {
        check(values);
        next += values;
    }

    @Override
    public void read(long target, int values) {
        check(values);
        switch (width) {
            case Integer.BYTES -> read4(target, values);
            case Long.BYTES -> read8(target, values);
            default -> readAny(target, values);
        }
        next += values;
    }

    private void read4(long target, int values) {
        long stream0 = address + next;
        long stream1 = stream0 + count;
        long stream2 = stream1 + count;
        long stream3 = stream2 + count;
        for (int i = 0; i < values; i++) {
            int value =
                    (Memory.getByte(stream0 + i) & 0xFF)
                            | (Memory.getByte(stream1 + i) & 0xFF) << 8
                            | (Memory.getByte(stream2 + i) & 0xFF) << 16
                            | Memory.getByte(stream3 + i) << 24;
            Memory.putInt(target + (long) i * Integer.BYTES, value);
        }
    }

    private void read8(long target, int values) {
        for (int i = 0; i < values; i++) {
            long value = 0;
            long stream = address + next + i;
            for (int b = 0; b < Long.BYTES; b++) {
                value |= (Memory.getByte(stream) & 0xFFL) << (b * Byte.SIZE);
                stream += count;
            }
            Memory.putLong(target + (long) i * Long.BYTES, value);
        }
    }

    private void readAny(long target, int values) {
        for (int b = 0; b < width; b++) {
            long stream = address + b * count + next;
            for (int i = 0; i < values; i++) {
                Memory.putByte(target + (long) i * width + b, Memory.getByte(stream + i));
            }
        }
    }

    private void check(int values) {
        if (values > count - next) {
            throw new MalformedPageException(fileOffsetBytes, "expected more byte-stream-split values than " + count);
        }
    }
}
