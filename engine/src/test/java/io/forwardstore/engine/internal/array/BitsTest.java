package io.forwardstore.engine.internal.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Random;

/// Bit kernels against [BitSet], at every alignment and around the lengths where their loops change.
final class BitsTest {
    private static final int[] LENGTHS = {0, 1, 3, 7, 8, 9, 15, 16, 17, 63, 64, 65, 71, 128, 135, 200, 1_024, 1_100};
    private static final int BYTES = 256;

    private final Random random = new Random(1);

    private MemorySegment noise(Arena arena) {
        MemorySegment memory = arena.allocate(BYTES, 8);
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        memory.copyFrom(MemorySegment.ofArray(bytes));
        return memory;
    }

    private static BitSet bits(MemorySegment memory) {
        return BitSet.valueOf(memory.asByteBuffer());
    }

    /// What a kernel leaves: bits from `first` on are `written`, those behind in the last byte are cleared.
    private static BitSet expected(BitSet before, int first, int length, BitSet written) {
        BitSet after = (BitSet) before.clone();
        if (length > 0) {
            after.clear(first, (first + length + 7) & -8);
            written.stream().forEach(bit -> after.set(first + bit));
        }
        return after;
    }

    @Test
    void copiedBitsAreTheSourcesAndNoOthersChange() {
        for (int length : LENGTHS) {
            for (int from = 0; from < 8; from++) {
                for (int to = 0; to < 8; to++) {
                    try (Arena arena = Arena.ofConfined()) {
                        MemorySegment source = noise(arena);
                        MemorySegment target = noise(arena);
                        BitSet wanted = bits(source).get(from, from + length);
                        BitSet expected = expected(bits(target), to + 8, length, wanted);
                        Bits.copy(source.address(), from, target.address(), to + 8, length);
                        assertEquals(expected, bits(target), length + " bits from " + from + " to " + to);
                    }
                }
            }
        }
    }

    @Test
    void setAndClearedBitsAreThoseAskedFor() {
        for (int length : LENGTHS) {
            for (int to = 0; to < 8; to++) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment target = noise(arena);
                    BitSet ones = new BitSet();
                    ones.set(0, length);
                    BitSet set = expected(bits(target), to + 8, length, ones);
                    Bits.setAll(target.address(), to + 8, length);
                    assertEquals(set, bits(target), length + " set from " + to);
                    BitSet cleared = expected(set, to + 8, length, new BitSet());
                    Bits.clearAll(target.address(), to + 8, length);
                    assertEquals(cleared, bits(target), length + " cleared from " + to);
                }
            }
        }
    }

    @Test
    void setBitsAreCounted() {
        for (int length : LENGTHS) {
            for (int from = 0; from < 8; from++) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment memory = noise(arena);
                    int expected = bits(memory).get(from, from + length).cardinality();
                    assertEquals(expected, Bits.count(memory.address(), from, length), length + " from " + from);
                }
            }
        }
    }

    @Test
    void bytesForBitsAreRoundedUpAndAndedAsAWhole() {
        assertEquals(0, Bits.bytesFor(0));
        assertEquals(1, Bits.bytesFor(1));
        assertEquals(1, Bits.bytesFor(8));
        assertEquals(2, Bits.bytesFor(9));
        assertEquals(1L << 30, Bits.bytesFor(1L << 33));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = noise(arena);
            MemorySegment target = noise(arena);
            BitSet expected = bits(target);
            expected.and(bits(source));
            Bits.and(source.address(), target.address(), 8L * BYTES);
            assertEquals(expected, bits(target));
        }
    }
}
