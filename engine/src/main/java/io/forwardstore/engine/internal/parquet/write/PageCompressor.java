package io.forwardstore.engine.internal.parquet.write;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

import io.airlift.compress.lz4.Lz4Compressor;
import io.forwardstore.engine.Compression;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Compresses pages in memory outside the heap.
///
/// **State.** A codec's own, kept from page to page. **Threads.** One at a time. **Ownership.** Owns the codec's memory
/// until [#close].
interface PageCompressor extends AutoCloseable {
    /// The codec's name in the file.
    CompressionCodec codec();

    /// Adds the compressed bytes to `target`.
    void compress(long address, int bytes, GrowingBuffer target) throws IOException;

    @Override
    void close();

    static PageCompressor of(Compression compression) {
        return switch (compression) {
            case UNCOMPRESSED -> new Stored();
            case LZ4 -> new Lz4Raw();
            case ZSTD -> new Zstandard();
            case SNAPPY -> new SnappyPages();
            case GZIP -> new Gzip();
        };
    }

    /// No compression.
    final class Stored implements PageCompressor {
        @Override
        public CompressionCodec codec() {
            return CompressionCodec.UNCOMPRESSED;
        }

        @Override
        public void compress(long address, int bytes, GrowingBuffer target) {
            target.append(address, bytes);
        }

        @Override
        public void close() {
            // nothing to free
        }
    }

    /// LZ4 blocks without a frame.
    final class Lz4Raw implements PageCompressor {
        private final Lz4Compressor compressor = new Lz4Compressor();

        @Override
        public CompressionCodec codec() {
            return CompressionCodec.LZ4_RAW;
        }

        @Override
        public void compress(long address, int bytes, GrowingBuffer target) {
            int bound = compressor.maxCompressedLength(bytes);
            ByteBuffer output = Memory.asByteBuffer(target.reserve(bound), bound);
            compressor.compress(Memory.asByteBuffer(address, bytes), output);
            target.extend(output.position());
        }

        @Override
        public void close() {
            // holds heap memory only
        }
    }

    /// Zstandard frames.
    final class Zstandard implements PageCompressor {
        private final ZstdCompressCtx context = new ZstdCompressCtx();

        @Override
        public CompressionCodec codec() {
            return CompressionCodec.ZSTD;
        }

        @Override
        public void compress(long address, int bytes, GrowingBuffer target) {
            int bound = (int) Zstd.compressBound(bytes);
            ByteBuffer output = Memory.asByteBuffer(target.reserve(bound), bound);
            target.extend(
                    context.compressDirectByteBuffer(output, 0, bound, Memory.asByteBuffer(address, bytes), 0, bytes));
        }

        @Override
        public void close() {
            context.close();
        }
    }

    /// Snappy blocks.
    final class SnappyPages implements PageCompressor {
        @Override
        public CompressionCodec codec() {
            return CompressionCodec.SNAPPY;
        }

        @Override
        public void compress(long address, int bytes, GrowingBuffer target) throws IOException {
            long output = target.reserve(Snappy.maxCompressedLength(bytes));
            target.extend(Snappy.rawCompress(address, bytes, output));
        }

        @Override
        public void close() {
            // nothing to free
        }
    }

    /// GZIP members (RFC 1952).
    final class Gzip implements PageCompressor {
        /// Magic, method, no flags, no time, no extra flags, unknown system.
        private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};

        private static final int STEP_BYTES = 64 << 10;

        private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

        @Override
        public CompressionCodec codec() {
            return CompressionCodec.GZIP;
        }

        @Override
        public void compress(long address, int bytes, GrowingBuffer target) {
            for (byte part : HEADER) {
                target.appendByte(part);
            }
            deflater.reset();
            deflater.setInput(Memory.asByteBuffer(address, bytes));
            deflater.finish();
            while (!deflater.finished()) {
                ByteBuffer output = Memory.asByteBuffer(target.reserve(STEP_BYTES), STEP_BYTES);
                target.extend(deflater.deflate(output));
            }
            CRC32 checksum = new CRC32();
            checksum.update(Memory.asByteBuffer(address, bytes));
            target.appendInt((int) checksum.getValue());
            target.appendInt(bytes);
        }

        @Override
        public void close() {
            deflater.end();
        }
    }
}
