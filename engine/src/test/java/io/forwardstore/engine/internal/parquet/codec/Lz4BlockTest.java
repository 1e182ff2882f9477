package io.forwardstore.engine.internal.parquet.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;

/// Blocks of random sequences, whole and broken, beside a decoder that moves one byte at a time.
final class Lz4BlockTest {
    private static final long SEED = 4711;
    private static final int BLOCKS = 3_000;
    private static final int MUTANTS = 20;
    private static final int GUARD_BYTES = 64;
    private static final byte GUARD = (byte) 0xA5;

    private final Random random = new Random(SEED);

    @Test
    void decompressesWhatAByteWiseDecoderDoes() {
        for (int i = 0; i < BLOCKS; i++) {
            byte[] block = randomBlock();
            int bytes = reference(block, new byte[1 << 16]);
            check(block, bytes);
        }
    }

    @Test
    void brokenBlocksEndAsAByteWiseDecoderSaysAndWriteNothingBehindTheTarget() {
        for (int i = 0; i < BLOCKS; i++) {
            byte[] block = randomBlock();
            int bytes = reference(block, new byte[1 << 16]);
            for (int mutant = 0; mutant < MUTANTS; mutant++) {
                byte[] broken = Arrays.copyOf(block, block.length - random.nextInt(2) * random.nextInt(block.length));
                if (broken.length > 0 && random.nextBoolean()) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                }
                check(broken, Math.max(0, bytes + random.nextInt(5) - 3));
            }
        }
    }

    private static void check(byte[] block, int targetBytes) {
        byte[] expected = new byte[targetBytes];
        int expectedBytes = reference(block, expected);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocate(Math.max(1, block.length));
            MemorySegment.copy(block, 0, source, ValueLayout.JAVA_BYTE, 0, block.length);
            MemorySegment target = arena.allocate(targetBytes + (long) GUARD_BYTES).fill(GUARD);
            long bytes = Lz4Block.decompress(source.address(), block.length, target.address(), targetBytes);
            assertEquals(expectedBytes, bytes, "seed " + SEED);
            byte[] guard = target.asSlice(targetBytes).toArray(ValueLayout.JAVA_BYTE);
            for (byte untouched : guard) {
                assertEquals(GUARD, untouched);
            }
            if (bytes == targetBytes) {
                assertArrayEquals(expected, target.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE), "seed " + SEED);
            }
        }
    }

    /// Sequences of mostly short literals and matches, of all distances that there are so far.
    private byte[] randomBlock() {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        int written = 0;
        for (int sequences = random.nextInt(12); sequences > 0; sequences--) {
            int literals = Math.max(written == 0 ? 1 : 0, randomLength(15));
            int match = randomLength(15);
            writeLiterals(block, literals, match);
            written += literals;
            int distance = 1 + random.nextInt(random.nextBoolean() ? written : Math.min(written, 20));
            block.write(distance);
            block.write(distance >>> 8);
            writeRest(block, match);
            written += match + 4;
        }
        writeLiterals(block, randomLength(15), 0);
        return block.toByteArray();
    }

    private int randomLength(int shorterThan) {
        return random.nextInt(4) == 0 ? random.nextInt(600) : random.nextInt(shorterThan);
    }

    private void writeLiterals(ByteArrayOutputStream block, int literals, int match) {
        block.write(Math.min(15, literals) << 4 | Math.min(15, match));
        writeRest(block, literals);
        byte[] bytes = new byte[literals];
        random.nextBytes(bytes);
        block.writeBytes(bytes);
    }

    private static void writeRest(ByteArrayOutputStream block, int length) {
        if (length >= 15) {
            int rest = length - 15;
            for (; rest >= 255; rest -= 255) {
                block.write(255);
            }
            block.write(rest);
        }
    }

    /// Answers the bytes that came out, or -1 for a block that is malformed or does not fit.
    private static int reference(byte[] block, byte[] target) {
        int in = 0;
        int out = 0;
        while (in < block.length) {
            int token = block[in++] & 0xFF;
            for (int part = 0; part < 2; part++) {
                int distance = 0;
                if (part == 1) {
                    if (block.length - in < 2) {
                        return -1;
                    }
                    distance = block[in] & 0xFF | (block[in + 1] & 0xFF) << 8;
                    in += 2;
                }
                int length = part == 0 ? token >>> 4 : token & 0xF;
                if (length == 15) {
                    int next = 255;
                    while (next == 255) {
                        if (in == block.length) {
                            return -1;
                        }
                        next = block[in++] & 0xFF;
                        length += next;
                    }
                }
                length += part * 4;
                if (length > target.length - out || (part == 1 && (distance == 0 || distance > out))) {
                    return -1;
                }
                if (part == 0 && length > block.length - in) {
                    return -1;
                }
                for (int i = 0; i < length; i++) {
                    target[out] = part == 0 ? block[in++] : target[out - distance];
                    out++;
                }
                if (part == 0 && in == block.length) {
                    return out;
                }
            }
        }
        return block.length == 0 ? 0 : -1;
    }
}
