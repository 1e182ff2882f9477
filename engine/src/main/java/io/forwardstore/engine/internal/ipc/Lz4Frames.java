package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

/// Decompresses LZ4 frames between addresses (LZ4 frame format description 1.6.4, LZ4 block format description).
///
/// Arrow's C++ writer links the blocks of a frame: a match may reach into the blocks before, which the block decoders
/// at hand do not allow. Here all blocks of a buffer share one target, so linked blocks need nothing special. Checksums
/// are skipped, as other readers do.
final class Lz4Frames {
    private static final int MAGIC = 0x184D2204;
    private static final int VERSION_MASK = 0xC0;
    private static final int VERSION = 0x40;
    private static final int BLOCK_CHECKSUM = 0x10;
    private static final int CONTENT_SIZE = 0x08;
    private static final int CONTENT_CHECKSUM = 0x04;
    private static final int DICTIONARY_ID = 0x01;
    private static final int STORED = 0x80000000;
    private static final int MIN_MATCH = 4;
    private static final int LONG_LENGTH = 15;

    private final long fileOffsetBytes;
    private final long sourceEnd;
    private final long targetStart;
    private final long targetEnd;
    private long source;
    private long target;

    private Lz4Frames(long source, int sourceBytes, long target, int targetBytes, long fileOffsetBytes) {
        this.source = source;
        this.sourceEnd = source + sourceBytes;
        this.target = target;
        this.targetStart = target;
        this.targetEnd = target + targetBytes;
        this.fileOffsetBytes = fileOffsetBytes;
    }

    /// Decompresses all frames of a range; answers the bytes written.
    static long decompress(long source, int sourceBytes, long target, int targetBytes, long fileOffsetBytes) {
        Lz4Frames frames = new Lz4Frames(source, sourceBytes, target, targetBytes, fileOffsetBytes);
        do {
            frames.decompressFrame();
        } while (frames.source < frames.sourceEnd);
        return frames.target - frames.targetStart;
    }

    private void decompressFrame() {
        require(sourceEnd - source >= 7 && Memory.getInt(source) == MAGIC, "an LZ4 frame");
        int flags = Memory.getByte(source + 4);
        require((flags & VERSION_MASK) == VERSION, "LZ4 frame version 1");
        require((flags & DICTIONARY_ID) == 0, "an LZ4 frame without a dictionary");
        skip(6 + ((flags & CONTENT_SIZE) != 0 ? 8 : 0) + 1);
        while (true) {
            require(sourceEnd - source >= Integer.BYTES, "an LZ4 block");
            int size = Memory.getInt(source);
            source += Integer.BYTES;
            if (size == 0) {
                break;
            }
            int bytes = size & ~STORED;
            require(bytes <= sourceEnd - source, "an LZ4 block within its frame");
            if ((size & STORED) != 0) {
                copyLiterals(bytes);
            } else {
                decompressBlock(source + bytes);
            }
            skip((flags & BLOCK_CHECKSUM) != 0 ? 4 : 0);
        }
        skip((flags & CONTENT_CHECKSUM) != 0 ? 4 : 0);
    }

    private void decompressBlock(long blockEnd) {
        while (source < blockEnd) {
            int token = Memory.getByte(source++) & 0xFF;
            long literals = length(token >>> 4, blockEnd);
            require(literals <= blockEnd - source, "LZ4 literals within their block");
            copyLiterals(literals);
            if (source == blockEnd) {
                return;
            }
            require(blockEnd - source >= Short.BYTES, "an LZ4 match offset");
            int offset = Short.toUnsignedInt(Memory.getShort(source));
            source += Short.BYTES;
            copyMatch(offset, length(token & LONG_LENGTH, blockEnd) + MIN_MATCH);
        }
    }

    private long length(int nibble, long blockEnd) {
        long length = nibble;
        if (nibble == LONG_LENGTH) {
            int more;
            do {
                require(source < blockEnd, "an LZ4 length");
                more = Memory.getByte(source++) & 0xFF;
                length += more;
            } while (more == 0xFF);
        }
        return length;
    }

    private void copyLiterals(long bytes) {
        require(bytes <= targetEnd - target, "no more decompressed bytes than declared");
        Memory.copy(source, target, bytes);
        source += bytes;
        target += bytes;
    }

    private void copyMatch(int offset, long bytes) {
        require(offset > 0 && offset <= target - targetStart, "an LZ4 match within what is decompressed");
        require(bytes <= targetEnd - target, "no more decompressed bytes than declared");
        long from = target - offset;
        if (offset >= bytes) {
            Memory.copy(from, target, bytes);
        } else {
            // The match overlaps what it makes: it repeats the last `offset` bytes.
            for (long i = 0; i < bytes; i++) {
                Memory.putByte(target + i, Memory.getByte(from + i));
            }
        }
        target += bytes;
    }

    private void skip(int bytes) {
        require(bytes <= sourceEnd - source, "a whole LZ4 frame");
        source += bytes;
    }

    private void require(boolean condition, String expected) {
        if (!condition) {
            throw new MalformedPageException(fileOffsetBytes, "expected " + expected);
        }
    }
}
