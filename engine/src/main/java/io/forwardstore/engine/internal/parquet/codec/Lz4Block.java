package io.forwardstore.engine.internal.parquet.codec;

import io.forwardstore.engine.internal.memory.Memory;

/// LZ4's block format ("LZ4 Block Format Description").
final class Lz4Block {
    /// What [#decompress] answers for bytes that are no such block.
    static final long MALFORMED = -1;

    private static final int MIN_MATCH = 4;
    private static final int LONG_LENGTH = 15;

    /// From this distance on a match may be copied in words.
    private static final int WORD_DISTANCE = Long.BYTES;

    /// Most blocks are sequences of at most 14 literals and a match of at most 18 bytes: with so much left on either
    /// side they are copied as if they had 16 and 18, without a branch on either length.
    private static final int SHORT_IN = 16 + Short.BYTES;

    private static final int SHORT_OUT = 14 + 18;

    private Lz4Block() {}

    /// Decompresses a block; answers how many bytes it had, or [#MALFORMED] if it is malformed or had more than the
    /// target holds.
    static long decompress(long source, int sourceBytes, long target, int targetBytes) {
        long in = source;
        long inEnd = source + sourceBytes;
        long out = target;
        long outEnd = target + targetBytes;
        while (in < inEnd) {
            long token = Memory.getByte(in++) & 0xFFL;
            long literals = token >>> 4;
            if (literals < LONG_LENGTH
                    && (token & 0xF) < LONG_LENGTH
                    && inEnd - in >= SHORT_IN
                    && outEnd - out >= SHORT_OUT) {
                copyTwoWords(in, out);
                in += literals;
                out += literals;
                int distance = Memory.getShort(in) & 0xFFFF;
                in += Short.BYTES;
                long length = (token & 0xF) + MIN_MATCH;
                if (distance == 0 || distance > out - target) {
                    return MALFORMED;
                }
                if (distance >= WORD_DISTANCE) {
                    copyTwoWords(out - distance, out);
                    Memory.putShort(out + 16, Memory.getShort(out - distance + 16));
                } else {
                    copyMatch(out, distance, length, length);
                }
                out += length;
                continue;
            }
            if (literals == LONG_LENGTH) {
                int next;
                do {
                    if (in >= inEnd) {
                        return MALFORMED;
                    }
                    next = Memory.getByte(in++) & 0xFF;
                    literals += next;
                } while (next == 0xFF);
            }
            if (literals > inEnd - in || literals > outEnd - out) {
                return MALFORMED;
            }
            Memory.copy(in, out, literals);
            in += literals;
            out += literals;
            if (in == inEnd) {
                return out - target;
            }
            if (inEnd - in < Short.BYTES) {
                return MALFORMED;
            }
            int distance = Memory.getShort(in) & 0xFFFF;
            in += Short.BYTES;
            long length = (token & 0xF) + MIN_MATCH;
            if (length == LONG_LENGTH + MIN_MATCH) {
                int next;
                do {
                    if (in >= inEnd) {
                        return MALFORMED;
                    }
                    next = Memory.getByte(in++) & 0xFF;
                    length += next;
                } while (next == 0xFF);
            }
            if (distance == 0 || distance > out - target || length > outEnd - out) {
                return MALFORMED;
            }
            copyMatch(out, distance, length, outEnd - out);
            out += length;
        }
        return sourceBytes == 0 ? 0 : MALFORMED;
    }

    /// Copies two words, the first before the second is read.
    private static void copyTwoWords(long source, long target) {
        Memory.putLong(target, Memory.getLong(source));
        Memory.putLong(target + Long.BYTES, Memory.getLong(source + Long.BYTES));
    }

    /// Repeats what stands `distance` bytes before; the two ranges may overlap.
    ///
    /// @param room how many bytes may be written
    private static void copyMatch(long out, int distance, long length, long room) {
        long from = out - distance;
        long done = 0;
        if (distance >= WORD_DISTANCE) {
            long words = room - length >= Long.BYTES ? length : length - Long.BYTES + 1;
            for (; done < words; done += Long.BYTES) {
                Memory.putLong(out + done, Memory.getLong(from + done));
            }
        }
        for (; done < length; done++) {
            Memory.putByte(out + done, Memory.getByte(from + done));
        }
    }
}
