package io.forwardstore.engine.internal.parquet.codec;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.format.Codec;

/// Zstandard by zstd-jni.
final class ZstdDecompressor implements Decompressor {
    static final ZstdDecompressor INSTANCE = new ZstdDecompressor();

    /// A block of one repeated byte takes 4 bytes and stands for up to 128 KiB (RFC 8878, section 3.1.1.2).
    private static final long MAX_RATIO = (128 << 10) / 4;

    private final ContextPool<ZstdDecompressCtx> contexts = new ContextPool<>(ZstdDecompressCtx::new);

    private ZstdDecompressor() {}

    @Override
    public void decompress(long source, int sourceBytes, long target, int targetBytes, long fileOffsetBytes) {
        ZstdDecompressCtx context = contexts.acquire();
        try {
            int bytes =
                    context.decompressDirectByteBuffer(
                            Memory.asByteBuffer(target, targetBytes),
                            0,
                            targetBytes,
                            Memory.asByteBuffer(source, sourceBytes),
                            0,
                            sourceBytes);
            if (bytes != targetBytes) {
                throw Decompressor.malformed(fileOffsetBytes, Codec.ZSTD, targetBytes, bytes + " bytes");
            }
        } catch (ZstdException e) {
            throw Decompressor.malformed(fileOffsetBytes, Codec.ZSTD, targetBytes, String.valueOf(e.getMessage()));
        } finally {
            contexts.release(context);
        }
    }

    @Override
    public long maxRatio() {
        return MAX_RATIO;
    }
}
