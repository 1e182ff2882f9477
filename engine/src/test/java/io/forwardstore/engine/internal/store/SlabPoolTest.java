package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class SlabPoolTest {
    private final BufferAllocator allocator = new RootAllocator();
    private final SlabPool pool = new SlabPool(allocator);

    @AfterEach
    void nothingIsLeft() {
        pool.close();
        assertEquals(0, allocator.getAllocatedMemory());
        allocator.close();
    }

    @Test
    void aSlabIsUsedAgainForResultsOfItsSize() {
        SlabPool.Slab slab = pool.take(1);
        slab.run();
        assertSame(slab, pool.take(4_096), "every result up to 4 KiB");
        SlabPool.Slab larger = pool.take(4_097);
        assertNotSame(slab, larger);
        larger.run();
        assertSame(larger, pool.take(8_192));
        slab.run();
        larger.run();
    }

    @Test
    void aSlabHoldsWhatWasAskedForFromAnAlignedStart() {
        for (long bytes : new long[] {0, 1, 4_096, 4_097, 100_000, 1 << 18, (1 << 18) + 1, 1 << 20}) {
            SlabPool.Slab slab = pool.take(bytes);
            long capacity = slab.lease().getSize();
            assertEquals(0, slab.address() % 64);
            assertTrue(capacity >= bytes + 63, bytes + " bytes in " + capacity);
            slab.run();
        }
    }

    @Test
    void largeSlabsAreNotKept() {
        pool.take(1 << 18).run();
        assertTrue(allocator.getAllocatedMemory() > 1 << 18);
        long kept = allocator.getAllocatedMemory();
        pool.take((1 << 18) + 1).run();
        assertEquals(kept, allocator.getAllocatedMemory());
    }

    @Test
    void eightSlabsOfASizeAreKeptAndNoMore() {
        List<SlabPool.Slab> slabs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            slabs.add(pool.take(5_000));
        }
        long ten = allocator.getAllocatedMemory();
        slabs.forEach(SlabPool.Slab::run);
        assertEquals(ten / 10 * 8, allocator.getAllocatedMemory());
        for (int i = 0; i < 8; i++) {
            assertTrue(slabs.contains(pool.take(5_000)));
        }
        assertEquals(ten / 10 * 8, allocator.getAllocatedMemory());
        slabs.subList(0, 8).forEach(SlabPool.Slab::run);
    }

    @Test
    void whatComesBackAfterClosingIsFreed() {
        SlabPool.Slab slab = pool.take(1);
        pool.close();
        slab.lease().release();
        assertEquals(0, allocator.getAllocatedMemory());
    }
}
