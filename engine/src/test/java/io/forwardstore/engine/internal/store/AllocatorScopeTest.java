package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class AllocatorScopeTest {
    private static final int CHUNK = 64 << 10;

    private final BufferAllocator allocator = new RootAllocator();
    private final AllocatorScope scope = new AllocatorScope(allocator);

    @AfterEach
    void nothingIsLeft() {
        scope.close();
        assertEquals(0, scope.allocatedBytes());
        assertEquals(0, allocator.getAllocatedMemory());
        allocator.close();
    }

    @Test
    void smallPiecesShareAChunkAlignedAndWithRoomToOverrun() {
        long first = scope.allocate(1);
        assertEquals(0, first % 64);
        assertEquals(first + 128, scope.allocate(64));
        assertEquals(first + 256, scope.allocate(0));
        assertEquals(first + 320, scope.allocate(0));
        assertEquals(CHUNK, scope.allocatedBytes());
        assertEquals(CHUNK, allocator.getAllocatedMemory());
    }

    @Test
    void aPieceThatDoesNotFitTheRestStartsAnotherChunk() {
        for (int i = 0; i < 5; i++) {
            scope.allocate(CHUNK / 4 - 64);
        }
        assertEquals(2 * CHUNK, scope.allocatedBytes());
    }

    @Test
    void aLargePieceHasAChunkOfItsOwnAndLeavesTheSharedOne() {
        long first = scope.allocate(1);
        long large = scope.allocate(CHUNK);
        assertEquals(0, large % 64);
        assertEquals(first + 128, scope.allocate(1));
        assertTrue(scope.allocatedBytes() >= 2 * CHUNK + 64);
        assertEquals(allocator.getAllocatedMemory(), scope.allocatedBytes());
    }

    @Test
    void aScopeIsUsedAgainAfterItWasClosed() {
        List<String> closed = new ArrayList<>();
        scope.allocate(1);
        scope.onClose(() -> closed.add("once"));
        scope.close();
        assertEquals(0, allocator.getAllocatedMemory());
        scope.allocate(1);
        assertEquals(CHUNK, allocator.getAllocatedMemory());
        scope.close();
        assertEquals(List.of("once"), closed);
    }

    @Test
    void chunksGoBackToTheRecyclerThatTheyCameFrom() {
        try (ChunkRecycler recycler = new ChunkRecycler(allocator)) {
            AllocatorScope recycling = new AllocatorScope(allocator, recycler);
            long address = recycling.allocate(1);
            recycling.close();
            assertEquals(CHUNK, allocator.getAllocatedMemory());
            try (var scratch = recycling.scratch()) {
                assertEquals(address, scratch.allocate(1));
            }
        }
    }

    @Test
    void scratchIsAsFrugalAsItsScope() {
        assertFalse(scope.scratch().isFrugal());
        scope.becomeFrugal();
        assertTrue(scope.isFrugal());
        assertTrue(scope.scratch().isFrugal());
        scope.becomeGenerous();
        assertFalse(scope.isFrugal());
        assertThrows(ArithmeticException.class, () -> scope.allocate(Long.MAX_VALUE));
    }

    @Test
    void whatIsAdoptedCountsUntilItIsReleasedAndAFrugalScopeAdoptsNothing() {
        List<String> released = new ArrayList<>();
        assertTrue(scope.adopt(1_000, () -> released.add("first")));
        assertTrue(scope.adopt(24, () -> released.add("second")));
        assertEquals(1_024, scope.allocatedBytes());
        scope.becomeFrugal();
        assertFalse(scope.adopt(1, () -> released.add("refused")));
        assertTrue(scope.scratch().isFrugal());
        assertEquals(1_024, scope.allocatedBytes());
        scope.close();
        assertEquals(List.of("second", "first"), released);
        scope.becomeGenerous();
        assertTrue(scope.adopt(1, () -> {}));
    }
}
