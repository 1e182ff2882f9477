package io.forwardstore.engine.internal.parquet.codec;

import io.forwardstore.engine.internal.parquet.format.Codec;

/// One LZ4 block without any framing.
final class Lz4RawDecompressor implements Decompressor {
    static final Lz4RawDecompressor INSTANCE = new Lz4RawDecompressor();

    /// Each byte of a length stands for at most 255.
    static final long MAX_RATIO = 256;

    private Lz4RawDecompressor() {}

    @Override
    public void decompress(long source, int sourceBytes, long target, int targetBytes, long fileOffsetBytes) {
        long bytes = Lz4Block.decompress(source, sourceBytes, target, targetBytes);
        if (bytes != targetBytes) {
            String found = bytes == Lz4Block.MALFORMED ? "a malformed block" : bytes + " bytes";
            throw Decompressor.malformed(fileOffsetBytes, Codec.LZ4_RAW, targetBytes, found);
        }
    }

    @Override
    public long maxRatio() {
        return MAX_RATIO;
    }
}
