package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChunkRecyclerTest {
    private static final long MIB = 1 << 20;

    private final BufferAllocator allocator = new RootAllocator(80 * MIB);
    private final ChunkRecycler recycler = new ChunkRecycler(allocator);

    @AfterEach
    void nothingIsLeft() {
        recycler.close();
        assertEquals(0, allocator.getAllocatedMemory());
        allocator.close();
    }

    @Test
    void theChunkThatCameBackLastIsPreferred() {
        ArrowBuf first = recycler.take(MIB);
        ArrowBuf second = recycler.take(MIB);
        recycler.giveBack(first);
        recycler.giveBack(second);
        assertSame(second, recycler.take(MIB));
        assertSame(first, recycler.take(MIB));
        first.close();
        second.close();
    }

    @Test
    void aChunkIsNeitherTooSmallNorMoreThanTwiceTooLarge() {
        ArrowBuf chunk = recycler.take(MIB);
        recycler.giveBack(chunk);
        ArrowBuf larger = recycler.take(MIB + 1);
        ArrowBuf smaller = recycler.take(MIB / 2 - 1);
        assertNotSame(chunk, larger);
        assertNotSame(chunk, smaller);
        assertSame(chunk, recycler.take(MIB / 2));
        chunk.close();
        larger.close();
        smaller.close();
    }

    @Test
    void whatWasKeptLongestGoesFirstWhenTheBudgetIsFull() {
        ArrowBuf[] chunks = new ArrowBuf[5];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = recycler.take(8 * MIB);
        }
        for (ArrowBuf chunk : chunks) {
            recycler.giveBack(chunk);
        }
        assertEquals(32 * MIB, allocator.getAllocatedMemory());
        for (int i = chunks.length - 1; i > 0; i--) {
            assertSame(chunks[i], recycler.take(8 * MIB));
            chunks[i].close();
        }
        assertEquals(0, allocator.getAllocatedMemory());
    }

    @Test
    void aChunkOverTheBudgetIsFreedAndDrivesNoneOut() {
        ArrowBuf kept = recycler.take(32 * MIB);
        recycler.giveBack(kept);
        recycler.giveBack(allocator.buffer(33 * MIB));
        assertEquals(32 * MIB, allocator.getAllocatedMemory());
        assertSame(kept, recycler.take(32 * MIB));
        kept.close();
    }

    @Test
    void whatIsKeptMakesRoomWhenTheAllocatorIsFull() {
        recycler.giveBack(recycler.take(16 * MIB));
        ArrowBuf other = allocator.buffer(64 * MIB);
        ArrowBuf small = recycler.take(MIB);
        assertEquals(65 * MIB, allocator.getAllocatedMemory());
        ArrowBuf most = allocator.buffer(8 * MIB);
        assertThrows(OutOfMemoryException.class, () -> recycler.take(8 * MIB));
        small.close();
        other.close();
        most.close();
    }

    @Test
    void whatComesBackAfterClosingIsFreed() {
        ArrowBuf chunk = recycler.take(MIB);
        recycler.giveBack(recycler.take(MIB));
        recycler.close();
        recycler.giveBack(chunk);
        assertEquals(0, allocator.getAllocatedMemory());
    }
}
