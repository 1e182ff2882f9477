package io.forwardstore.engine.internal.parquet.codec;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.DecoderJNI;

import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.format.Codec;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Brotli (RFC 7932) by brotli4j, which is an optional dependency.
final class BrotliDecompressor implements Decompressor {
    static final BrotliDecompressor INSTANCE = new BrotliDecompressor();

    /// One command may repeat a byte for up to 16 MiB (RFC 7932, section 5).
    private static final long MAX_RATIO = 16 << 20;

    private static final int MAX_INPUT_BYTES = 64 << 10;

    private BrotliDecompressor() {}

    @Override
    public void decompress(long source, int sourceBytes, long target, int targetBytes, long fileOffsetBytes)
            throws IOException {
        try {
            if (!Brotli4jLoader.isAvailable()) {
                throw missing(Brotli4jLoader.getUnavailabilityCause());
            }
        } catch (NoClassDefFoundError e) {
            throw missing(e);
        }
        if (sourceBytes == 0 || !run(source, sourceBytes, target, targetBytes)) {
            throw Decompressor.malformed(fileOffsetBytes, Codec.BROTLI, targetBytes, "a malformed stream");
        }
    }

    private static IOException missing(Throwable cause) {
        return new IOException(
                "codec BROTLI needs com.aayushatharva.brotli4j:brotli4j and its native library for this platform on"
                        + " the class path",
                cause);
    }

    /// True if the stream had exactly as many bytes as the target.
    private static boolean run(long source, int sourceBytes, long target, int targetBytes) throws IOException {
        long in = source;
        long inEnd = source + sourceBytes;
        long out = target;
        long outEnd = target + targetBytes;
        DecoderJNI.Wrapper decoder = new DecoderJNI.Wrapper(Math.min(sourceBytes, MAX_INPUT_BYTES));
        try {
            while (true) {
                switch (decoder.getStatus()) {
                    case OK -> decoder.push(0);
                    case NEEDS_MORE_INPUT -> {
                        if (in == inEnd) {
                            return false;
                        }
                        ByteBuffer input = decoder.getInputBuffer();
                        input.clear();
                        int bytes = (int) Math.min(input.remaining(), inEnd - in);
                        input.put(Memory.asByteBuffer(in, bytes));
                        in += bytes;
                        decoder.push(bytes);
                    }
                    case NEEDS_MORE_OUTPUT -> {
                        ByteBuffer output = decoder.pull();
                        if (output.remaining() > outEnd - out) {
                            return false;
                        }
                        int bytes = output.remaining();
                        Memory.asByteBuffer(out, bytes).put(output);
                        out += bytes;
                    }
                    case DONE -> {
                        return out == outEnd && in == inEnd;
                    }
                    default -> {
                        return false;
                    }
                }
            }
        } finally {
            decoder.destroy();
        }
    }

    @Override
    public long maxRatio() {
        return MAX_RATIO;
    }
}
