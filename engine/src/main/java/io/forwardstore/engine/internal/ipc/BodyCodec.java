package io.forwardstore.engine.internal.ipc;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.flatbuf.CompressionType;

import java.io.IOException;

/// How the buffers of a body are compressed (Arrow specification, "Compression").
enum BodyCodec {
    NONE(1),
    /// A format can repeat a byte 255 times for each that it takes.
    LZ4_FRAME(255),
    /// A block of 128 KiB of one byte takes four.
    ZSTD(32_768);

    private final int maxRatio;

    BodyCodec(int maxRatio) {
        this.maxRatio = maxRatio;
    }

    static BodyCodec of(byte codec, Block block, Corrupt corrupt) throws IOException {
        return switch (codec) {
            case CompressionType.LZ4_FRAME -> LZ4_FRAME;
            case CompressionType.ZSTD -> ZSTD;
            default ->
                    throw corrupt.at(
                            block.offsetBytes(), "expected a compression codec that the format has, found " + codec);
        };
    }

    /// The codec as the format calls it.
    String formatName() {
        return this == NONE ? "UNCOMPRESSED" : name();
    }

    /// The most bytes that so many compressed ones can become.
    long maxUncompressedBytes(long compressedBytes) {
        return Math.multiplyExact(compressedBytes, (long) maxRatio) + 64;
    }

    /// True if the bytes are decompressed by native code.
    boolean isNative() {
        return this == ZSTD;
    }

    /// Decompresses exactly `targetBytes` bytes.
    ///
    /// @param fileOffsetBytes where in the file the source starts
    void decompress(long source, int sourceBytes, long target, int targetBytes, long fileOffsetBytes) {
        long written =
                switch (this) {
                    case NONE -> throw new IllegalStateException("Nothing to decompress");
                    case LZ4_FRAME -> Lz4Frames.decompress(source, sourceBytes, target, targetBytes, fileOffsetBytes);
                    case ZSTD -> unzstd(source, sourceBytes, target, targetBytes, fileOffsetBytes);
                };
        if (written != targetBytes) {
            throw new MalformedPageException(
                    fileOffsetBytes, "expected " + targetBytes + " decompressed bytes, found " + written);
        }
    }

    private static long unzstd(long source, int sourceBytes, long target, int targetBytes, long fileOffsetBytes) {
        try {
            return Zstd.decompressDirectByteBuffer(
                    Memory.asByteBuffer(target, targetBytes),
                    0,
                    targetBytes,
                    Memory.asByteBuffer(source, sourceBytes),
                    0,
                    sourceBytes);
        } catch (ZstdException e) {
            throw new MalformedPageException(
                    fileOffsetBytes, "expected a ZSTD frame of " + targetBytes + " bytes: " + e.getMessage());
        }
    }
}
