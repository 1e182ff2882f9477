package io.forwardstore.engine.internal.parquet.codec;

import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.format.Codec;

/// The deprecated codec LZ4. Writers on Hadoop frame each block by its uncompressed and compressed size, both
/// big-endian; others wrote a bare block. The framing is taken if it adds up.
final class Lz4LegacyDecompressor implements Decompressor {
    static final Lz4LegacyDecompressor INSTANCE = new Lz4LegacyDecompressor();

    private static final int FRAME_BYTES = 2 * Integer.BYTES;

    private Lz4LegacyDecompressor() {}

    @Override
    public void decompress(long source, int sourceBytes, long target, int targetBytes, long fileOffsetBytes) {
        if (!decompressFramed(source, sourceBytes, target, targetBytes)
                && Lz4Block.decompress(source, sourceBytes, target, targetBytes) != targetBytes) {
            throw Decompressor.malformed(fileOffsetBytes, Codec.LZ4, targetBytes, "a malformed block");
        }
    }

    private static boolean decompressFramed(long source, int sourceBytes, long target, int targetBytes) {
        long in = source;
        long inEnd = source + sourceBytes;
        long out = target;
        long outEnd = target + targetBytes;
        while (inEnd - in >= FRAME_BYTES) {
            int uncompressed = Integer.reverseBytes(Memory.getInt(in));
            int compressed = Integer.reverseBytes(Memory.getInt(in + Integer.BYTES));
            in += FRAME_BYTES;
            if (uncompressed < 0 || uncompressed > outEnd - out || compressed < 0 || compressed > inEnd - in) {
                return false;
            }
            if (Lz4Block.decompress(in, compressed, out, uncompressed) != uncompressed) {
                return false;
            }
            in += compressed;
            out += uncompressed;
        }
        return in == inEnd && out == outEnd;
    }

    @Override
    public long maxRatio() {
        return Lz4RawDecompressor.MAX_RATIO;
    }
}
