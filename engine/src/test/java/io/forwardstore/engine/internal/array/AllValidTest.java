package io.forwardstore.engine.internal.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

final class AllValidTest {
    @Test
    void everyLengthGetsEnoughSetBitsAndNoMoreMemoryThanOneBuffer() {
        try (BufferAllocator allocator = new RootAllocator();
                AllValid allValid = new AllValid(allocator)) {
            allValid.buffer(0);
            assertEquals(0, allocator.getAllocatedMemory());
            for (int length : new int[] {1, 8_192, 8_193, 20_000, 3}) {
                ArrowBuf bits = allValid.buffer(length);
                long bytes = Bits.bytesFor(length);
                assertTrue(bits.capacity() >= bytes, () -> bytes + " bytes of " + bits.capacity());
                assertEquals(length, Bits.count(bits.memoryAddress(), 0, length));
                assertEquals(bits.capacity(), allocator.getAllocatedMemory());
            }
            assertSame(allValid.buffer(20_000), allValid.buffer(1));
        }
    }

    @Test
    void aBufferThatIsFullIsFullUpToItsLastBit() {
        try (BufferAllocator allocator = new RootAllocator();
                AllValid allValid = new AllValid(allocator)) {
            ArrowBuf bits = allValid.buffer(1);
            assertSame(bits, allValid.buffer(Math.toIntExact(bits.capacity() * Byte.SIZE)));
        }
    }
}
