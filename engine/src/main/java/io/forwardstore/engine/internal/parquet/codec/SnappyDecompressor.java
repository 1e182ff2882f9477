package io.forwardstore.engine.internal.parquet.codec;

import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.format.Codec;

import org.xerial.snappy.Snappy;

import java.io.IOException;

/// Snappy's block format by snappy-java.
final class SnappyDecompressor implements Decompressor {
    static final SnappyDecompressor INSTANCE = new SnappyDecompressor();

    /// A copy of up to 64 bytes takes 2 or 3.
    private static final long MAX_RATIO = 32;

    private static final int MAX_VARINT_BYTES = 5;

    private SnappyDecompressor() {}

    @Override
    public void decompress(long source, int sourceBytes, long target, int targetBytes, long fileOffsetBytes) {
        // The library writes as many bytes as the block says, not as many as the target has.
        long declared = declaredBytes(source, sourceBytes);
        if (declared != targetBytes) {
            throw Decompressor.malformed(fileOffsetBytes, Codec.SNAPPY, targetBytes, declared + " bytes");
        }
        try {
            Snappy.rawUncompress(source, sourceBytes, target);
        } catch (IOException e) {
            throw Decompressor.malformed(fileOffsetBytes, Codec.SNAPPY, targetBytes, String.valueOf(e.getMessage()));
        }
    }

    /// The size with which a block begins, -1 if it has none.
    private static long declaredBytes(long source, int sourceBytes) {
        long value = 0;
        for (int i = 0; i < Math.min(sourceBytes, MAX_VARINT_BYTES); i++) {
            int next = Memory.getByte(source + i);
            value |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        return -1;
    }

    @Override
    public long maxRatio() {
        return MAX_RATIO;
    }
}
