package io.forwardstore.engine.internal.parquet.codec;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.parquet.format.Codec;

import java.io.IOException;

/// Decompresses one page.
///
/// **State.** None that shows; contexts of native libraries are pooled. **Threads.** Safe for concurrent calls.
///
/// **Failure.** [MalformedPageException] for bytes that are no such page; [IOException] if the codec's library is
/// missing.
public sealed interface Decompressor
        permits ZstdDecompressor,
                SnappyDecompressor,
                GzipDecompressor,
                Lz4RawDecompressor,
                Lz4LegacyDecompressor,
                BrotliDecompressor {
    /// Fills the target with the page's content.
    ///
    /// @param targetBytes the size that the page must have, from 1
    /// @param fileOffsetBytes where in the file the page starts, for messages
    void decompress(long source, int sourceBytes, long target, int targetBytes, long fileOffsetBytes)
            throws IOException;

    /// The most bytes that one compressed byte can stand for, so that a size that no page can have is refused before
    /// memory is asked for.
    long maxRatio();

    /// The decompressor of a codec other than [Codec#UNCOMPRESSED].
    ///
    /// @throws IOException if the codec is not supported; the message does not name the file
    static Decompressor of(Codec codec) throws IOException {
        return switch (codec) {
            case ZSTD -> ZstdDecompressor.INSTANCE;
            case SNAPPY -> SnappyDecompressor.INSTANCE;
            case GZIP -> GzipDecompressor.INSTANCE;
            case LZ4_RAW -> Lz4RawDecompressor.INSTANCE;
            case LZ4 -> Lz4LegacyDecompressor.INSTANCE;
            case BROTLI -> BrotliDecompressor.INSTANCE;
            case LZO -> throw new IOException("codec LZO is not supported");
            case UNCOMPRESSED -> throw new IllegalArgumentException("No decompressor for uncompressed pages");
        };
    }

    /// The failure of a page that does not decompress.
    static MalformedPageException malformed(long fileOffsetBytes, Codec codec, int targetBytes, String reason) {
        return new MalformedPageException(
                fileOffsetBytes, "expected a " + codec + " page of " + targetBytes + " bytes, found " + reason);
    }
}
