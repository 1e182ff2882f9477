package io.forwardstore.engine.internal.parquet.codec;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.format.Codec;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// GZIP (RFC 1952): one member or several, one after the other. Also takes a zlib stream, which some writers call gzip.
final class GzipDecompressor implements Decompressor {
    static final GzipDecompressor INSTANCE = new GzipDecompressor();

    /// Deflate's limit: 258 bytes from 2 bits.
    private static final long MAX_RATIO = 1032;

    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int HAS_HEADER_CRC = 1 << 1;
    private static final int HAS_EXTRA = 1 << 2;
    private static final int HAS_NAME = 1 << 3;
    private static final int HAS_COMMENT = 1 << 4;

    private final ContextPool<Inflater> raw = new ContextPool<>(() -> new Inflater(true));
    private final ContextPool<Inflater> zlib = new ContextPool<>(Inflater::new);

    private GzipDecompressor() {}

    @Override
    public void decompress(long source, int sourceBytes, long target, int targetBytes, long fileOffsetBytes) {
        Run run = new Run(source, source + sourceBytes, target, target + targetBytes, fileOffsetBytes, targetBytes);
        if (run.startsMember()) {
            do {
                run.readHeader();
                run.inflate(raw);
                run.readTrailer();
            } while (run.startsMember());
        } else {
            run.inflate(zlib);
        }
        run.requireFull();
    }

    @Override
    public long maxRatio() {
        return MAX_RATIO;
    }

    /// One page on its way through.
    private static final class Run {
        private final long end;
        private final long targetEnd;
        private final long fileOffsetBytes;
        private final int targetBytes;
        private long at;
        private long out;
        private long memberStart;

        Run(long source, long end, long target, long targetEnd, long fileOffsetBytes, int targetBytes) {
            this.at = source;
            this.end = end;
            this.out = target;
            this.targetEnd = targetEnd;
            this.fileOffsetBytes = fileOffsetBytes;
            this.targetBytes = targetBytes;
        }

        boolean startsMember() {
            return end - at >= HEADER_BYTES && (Memory.getShort(at) & 0xFFFF) == 0x8B1F;
        }

        void readHeader() {
            int flags = Memory.getByte(at + 3);
            at += HEADER_BYTES;
            if ((flags & HAS_EXTRA) != 0) {
                require(Short.BYTES);
                int extra = Memory.getShort(at) & 0xFFFF;
                require(Short.BYTES + extra);
                at += Short.BYTES + extra;
            }
            if ((flags & HAS_NAME) != 0) {
                skipText();
            }
            if ((flags & HAS_COMMENT) != 0) {
                skipText();
            }
            if ((flags & HAS_HEADER_CRC) != 0) {
                require(Short.BYTES);
                at += Short.BYTES;
            }
        }

        private void skipText() {
            byte last;
            do {
                require(1);
                last = Memory.getByte(at++);
            } while (last != 0);
        }

        void inflate(ContextPool<Inflater> pool) {
            memberStart = out;
            Inflater inflater = pool.acquire();
            try {
                inflater.setInput(Memory.asByteBuffer(at, (int) (end - at)));
                out += inflater.inflate(Memory.asByteBuffer(out, (int) (targetEnd - out)));
                if (!inflater.finished()) {
                    // A full target may hide the end mark, or more content than the page may have.
                    byte[] more = new byte[1];
                    if (inflater.inflate(more) > 0 || !inflater.finished()) {
                        throw malformed("a stream that does not end there");
                    }
                }
                at += inflater.getBytesRead();
            } catch (DataFormatException e) {
                throw malformed(String.valueOf(e.getMessage()));
            } finally {
                inflater.reset();
                pool.release(inflater);
            }
        }

        void readTrailer() {
            require(TRAILER_BYTES);
            CRC32 crc = new CRC32();
            crc.update(Memory.asByteBuffer(memberStart, (int) (out - memberStart)));
            if ((int) crc.getValue() != Memory.getInt(at)) {
                throw malformed("a member whose checksum differs");
            }
            at += TRAILER_BYTES;
        }

        void requireFull() {
            if (out != targetEnd) {
                throw malformed((targetBytes - (targetEnd - out)) + " bytes");
            }
        }

        private void require(int bytes) {
            if (end - at < bytes) {
                throw malformed("a truncated member");
            }
        }

        private MalformedPageException malformed(String reason) {
            return Decompressor.malformed(fileOffsetBytes, Codec.GZIP, targetBytes, reason);
        }
    }
}
