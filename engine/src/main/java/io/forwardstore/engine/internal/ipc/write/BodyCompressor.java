package io.forwardstore.engine.internal.ipc.write;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

import io.airlift.compress.lz4.Lz4Compressor;
import io.forwardstore.engine.Compression;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.flatbuf.CompressionType;

import java.nio.ByteBuffer;

/// Compresses the buffers of a body.
///
/// **State.** A codec's own. **Threads.** One at a time. **Ownership.** Owns the codec's memory until [#close].
interface BodyCompressor extends AutoCloseable {
    /// Stands before bytes that were not compressed (Arrow IPC specification, `BodyCompression`).
    long NOT_COMPRESSED = -1;

    /// The largest buffer that is compressed: codecs count in `int`.
    int MAXIMUM_BYTES = 1 << 30;

    /// The codec's number in `CompressionType`.
    byte codec();

    /// Adds the compressed bytes to `target`.
    void compress(long address, int bytes, GrowingBuffer target);

    @Override
    void close();

    static BodyCompressor of(Compression compression) {
        return switch (compression) {
            case LZ4 -> new Lz4FrameCompressor();
            case ZSTD -> new ZstdBodyCompressor();
            default -> throw new IllegalArgumentException("Arrow IPC files have no " + compression + " compression");
        };
    }

    /// Adds a buffer as the specification frames it: its size as eight bytes, then the compressed bytes; or -1, then
    /// the bytes as they are where compressing gains nothing. An empty buffer stays empty.
    default void frame(long address, long bytes, GrowingBuffer target) {
        if (bytes == 0) {
            return;
        }
        long start = target.sizeBytes();
        target.appendLong(bytes);
        if (bytes <= MAXIMUM_BYTES) {
            compress(address, (int) bytes, target);
        }
        long compressed = target.sizeBytes() - start - Long.BYTES;
        if (bytes > MAXIMUM_BYTES || compressed >= bytes) {
            target.truncate(start);
            target.appendLong(NOT_COMPRESSED);
            target.append(address, bytes);
        }
    }

    /// LZ4 frames (LZ4 frame format description 1.6) of independent blocks.
    final class Lz4FrameCompressor implements BodyCompressor {
        private static final int MAGIC = 0x184D2204;
        private static final int BLOCK_BYTES = 4 << 20;

        /// Version 1, independent blocks, no checksums; blocks of at most 4 MiB; the checksum of these two bytes.
        private static final byte[] DESCRIPTOR = {0x60, 0x70, 0x73};

        private static final int STORED = 0x80000000;
        private static final int END_MARK = 0;

        private final Lz4Compressor compressor = new Lz4Compressor();

        @Override
        public byte codec() {
            return CompressionType.LZ4_FRAME;
        }

        @Override
        public void compress(long address, int bytes, GrowingBuffer target) {
            target.appendInt(MAGIC);
            for (byte part : DESCRIPTOR) {
                target.appendByte(part);
            }
            for (int done = 0; done < bytes; done += BLOCK_BYTES) {
                appendBlock(address + done, Math.min(BLOCK_BYTES, bytes - done), target);
            }
            target.appendInt(END_MARK);
        }

        private void appendBlock(long address, int bytes, GrowingBuffer target) {
            int bound = compressor.maxCompressedLength(bytes);
            long size = target.extend(Integer.BYTES) - target.address();
            long block = target.reserve(bound);
            ByteBuffer output = Memory.asByteBuffer(block, bound);
            compressor.compress(Memory.asByteBuffer(address, bytes), output);
            int compressed = output.position();
            if (compressed < bytes) {
                target.extend(compressed);
                Memory.putInt(target.address() + size, compressed);
            } else {
                target.append(address, bytes);
                Memory.putInt(target.address() + size, bytes | STORED);
            }
        }

        @Override
        public void close() {
            // holds heap memory only
        }
    }

    /// Zstandard frames with their content's size.
    final class ZstdBodyCompressor implements BodyCompressor {
        private final ZstdCompressCtx context = new ZstdCompressCtx();

        @Override
        public byte codec() {
            return CompressionType.ZSTD;
        }

        @Override
        public void compress(long address, int bytes, GrowingBuffer target) {
            int bound = (int) Zstd.compressBound(bytes);
            long start = target.reserve(bound);
            int compressed =
                    context.compressDirectByteBuffer(
                            Memory.asByteBuffer(start, bound), 0, bound, Memory.asByteBuffer(address, bytes), 0, bytes);
            target.extend(compressed);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
