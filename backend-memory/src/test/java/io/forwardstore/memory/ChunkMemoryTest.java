package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class ChunkMemoryTest {
    private static final int BYTES = 1 << 10;
    private static final int LARGE_BYTES = 64 << 20;
    private static final int BLOCK_BYTES = 16 << 20;
    private static final int CUT_BYTES = 512 << 10;

    private final BufferAllocator allocator = new RootAllocator();
    private final ChunkMemory memory = new ChunkMemory("rows", allocator, 3 * BYTES);

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, allocator.getAllocatedMemory());
        assertTrue(allocator.getChildAllocators().isEmpty());
        allocator.close();
    }

    @Test
    void whatReadersNeverSawIsFreedAtOnce() {
        ArrowBuf buffer = memory.newSource().allocate(BYTES);
        assertEquals(BYTES, memory.allocatedBytes());
        buffer.close();
        assertEquals(0, memory.allocatedBytes());
        assertNull(memory.advance());
        memory.close();
    }

    @Test
    void whatReadersMaySeeIsFreedWhenTheLastOfThemIsGone() {
        ChunkMemory.Source source = memory.newSource();
        ArrowBuf buffer = source.allocate(BYTES);
        source.publish();
        ChunkMemory.Generation seen = memory.current();
        assertTrue(seen.tryRetain());
        buffer.close();
        assertEquals(BYTES, memory.allocatedBytes());
        ChunkMemory.Generation before = assertAdvances();
        before.end();
        assertEquals(BYTES, memory.allocatedBytes());
        seen.release();
        assertEquals(0, memory.allocatedBytes());
        assertFalse(seen.tryRetain(), "a reader came back to a generation whose memory is gone");
        memory.close();
    }

    @Test
    void buffersOfALargeTableAreCutFromBlocksThatGoWithTheLastOfThem() {
        ChunkMemory large = new ChunkMemory("large", allocator, LARGE_BYTES + BLOCK_BYTES + 2 * CUT_BYTES);
        ChunkMemory.Source source = large.newSource();
        ArrowBuf most = source.allocate(LARGE_BYTES);
        List<ArrowBuf> cut = new ArrayList<>();
        for (int i = 0; i < BLOCK_BYTES / CUT_BYTES; i++) {
            cut.add(source.allocate(CUT_BYTES));
            cut.getLast().setZero(0, CUT_BYTES);
            assertEquals(LARGE_BYTES + BLOCK_BYTES, large.allocatedBytes());
            assertEquals(cut.getFirst().memoryAddress() + (long) i * CUT_BYTES, cut.getLast().memoryAddress());
        }
        // The next block would pass the limit: these are buffers of their own.
        cut.add(source.allocate(CUT_BYTES));
        cut.add(source.allocate(CUT_BYTES));
        assertEquals(LARGE_BYTES + BLOCK_BYTES + 2 * CUT_BYTES, large.allocatedBytes());
        assertThrows(MemoryLimitException.class, () -> source.allocate(CUT_BYTES));
        source.publish();
        cut.forEach(ArrowBuf::close);
        ChunkMemory.Generation before = large.advance();
        assertNotNull(before);
        before.end();
        assertEquals(LARGE_BYTES + BLOCK_BYTES, large.allocatedBytes());
        most.close();
        large.close();
        memory.close();
    }

    @Test
    void whereTheAllocatorHasNoRoomForABlockABufferIsOneOfItsOwn() {
        try (BufferAllocator narrow = allocator.newChildAllocator("narrow", 0, LARGE_BYTES + CUT_BYTES)) {
            ChunkMemory large = new ChunkMemory("large", narrow, 0);
            ChunkMemory.Source source = large.newSource();
            ArrowBuf most = source.allocate(LARGE_BYTES);
            ArrowBuf rest = source.allocate(CUT_BYTES);
            assertEquals(LARGE_BYTES + CUT_BYTES, large.allocatedBytes());
            assertThrows(OutOfMemoryException.class, () -> source.allocate(CUT_BYTES));
            rest.close();
            most.close();
            large.close();
        }
        memory.close();
    }

    @Test
    void aGenerationIsFreedAfterAllThatAreOlder() {
        ChunkMemory.Source source = memory.newSource();
        ArrowBuf first = source.allocate(BYTES);
        ArrowBuf second = source.allocate(BYTES);
        source.publish();
        ChunkMemory.Generation oldest = memory.current();
        assertTrue(oldest.tryRetain());
        first.close();
        assertAdvances().end();
        second.close();
        assertAdvances().end();
        // A reader of the oldest snapshot may look at the second buffer too.
        assertEquals(2 * BYTES, memory.allocatedBytes());
        oldest.release();
        assertEquals(0, memory.allocatedBytes());
        memory.close();
    }

    private ChunkMemory.Generation assertAdvances() {
        ChunkMemory.Generation before = memory.advance();
        assertNotNull(before);
        return before;
    }

    @Test
    void theLimitCountsWhatIsRetiredAndRefusesBeforeItIsPassed() {
        ChunkMemory.Source source = memory.newSource();
        ArrowBuf retired = source.allocate(2 * BYTES);
        source.publish();
        retired.close();
        ArrowBuf last = source.allocate(BYTES);
        assertTrue(memory.isExhausted());
        MemoryLimitException refused = assertThrows(MemoryLimitException.class, () -> source.allocate(BYTES));
        assertEquals(
                "it would hold 4096 bytes, the limit " + MemoryOptions.BYTE_LIMIT + " is 3072", refused.getMessage());
        assertEquals(3 * BYTES, memory.allocatedBytes());
        last.close();
        assertFalse(memory.isExhausted());
        memory.close();
    }
}
