package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

/// DELTA_BYTE_ARRAY values of one width.
final class DeltaPrefixFixed implements FixedDecoder {
    private final DeltaPrefixReader reader;
    private final int width;
    private final long fileOffsetBytes;

    DeltaPrefixFixed(DeltaPrefixReader reader, int width, long fileOffsetBytes) {
        this.reader = reader;
        this.width = width;
        this.fileOffsetBytes = fileOffsetBytes;
    }

    @Override
    public void skip(int count) {
        reader.check(count);
        for (int i = 0; i < count; i++) {
            reader.advance();
        }
    }

    @Override
    public void read(long target, int count) {
        reader.check(count);
        for (int i = 0; i < count; i++) {
            reader.advance();
            if (reader.length() != width) {
                throw new MalformedPageException(
                        fileOffsetBytes, "expected values of " + width + " bytes, found one of " + reader.length());
            }
            Memory.copy(reader.value(), target + (long) i * width, width);
        }
    }
}
