package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.PageScope;

import org.apache.arrow.memory.OutOfMemoryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class LoadScopeTest {
    private static final int UNIT = 4_096;
    private static final int BUDGET = 32 * UNIT;

    private final BufferManager manager = BufferManager.of(BUDGET);
    private final LoadScope scope = new LoadScope(manager, Patience.NONE);

    @AfterEach
    void everythingIsGivenBack() {
        scope.close();
        scope.close();
        assertEquals(0, manager.stats().usedBytes());
        manager.close();
    }

    @Test
    void smallAllocationsShareAUnitAlignedAndApart() {
        long first = scope.allocate(1);
        long second = scope.allocate(64);
        long third = scope.allocate(0);
        assertEquals(0, first % 64);
        assertEquals(first + 128, second, "1 byte and 64 of padding");
        assertEquals(second + 128, third);
        assertEquals(UNIT, scope.bytes());
        assertEquals(UNIT, manager.stats().usedBytes());
    }

    @Test
    void aUnitIsUsedToItsEnd() {
        long first = scope.allocate(UNIT - 192 - 64);
        assertEquals(first + UNIT - 192, scope.allocate(128));
        assertEquals(UNIT, scope.bytes());
        scope.allocate(1);
        assertEquals(2 * UNIT, scope.bytes());
    }

    @Test
    void theLongerRestIsKeptForMore() {
        long first = scope.allocate(1);
        scope.allocate(UNIT - 64); // a unit of its own, to its end
        assertEquals(first + 128, scope.allocate(1));
        long large = scope.allocate(2 * UNIT - 64 - 64); // leaves 64 bytes, fewer than the first unit
        assertEquals(0, large % 64);
        assertEquals(first + 256, scope.allocate(1));
        assertEquals(4 * UNIT, scope.bytes());
    }

    @Test
    void withoutPaddingAUnitHoldsAUnit() {
        try (LoadScope exact = new LoadScope(manager, Patience.NONE, 0)) {
            exact.allocate(UNIT);
            assertEquals(UNIT, exact.bytes());
        }
    }

    @Test
    void manyRunsAreAllGivenBack() {
        for (int i = 0; i < 20; i++) {
            scope.allocate(UNIT - 64);
        }
        assertEquals(20 * UNIT, manager.stats().usedBytes());
        assertEquals(20 * UNIT, scope.bytes());
    }

    @Test
    void scratchIsGivenBackByItselfOrWithItsScope() {
        PageScope scratch = scope.scratch();
        scratch.allocate(3 * UNIT - 64);
        assertEquals(0, scope.bytes());
        assertEquals(3 * UNIT, manager.stats().usedBytes());
        scratch.close();
        assertEquals(0, manager.stats().usedBytes());
        scope.scratch().allocate(1);
        scope.close();
        assertEquals(0, manager.stats().usedBytes());
    }

    @Test
    void whatTheLoadHoldsCountsAgainstWhatItCanEverHave() {
        scope.allocate(UNIT - 64);
        PageScope scratch = scope.scratch();
        scratch.allocate(2 * UNIT - 64);
        OutOfMemoryException never = assertThrows(OutOfMemoryException.class, () -> scope.allocate(BUDGET - 3 * UNIT));
        assertEquals("it needs at least " + (BUDGET + UNIT) + " bytes", never.getMessage());
        scratch.close();
        scope.allocate(BUDGET - UNIT - 64);
        assertEquals(BUDGET, manager.stats().usedBytes());
        OutOfMemoryException full = assertThrows(OutOfMemoryException.class, () -> scope.scratch().allocate(1));
        assertTrue(full.getMessage().startsWith("it needs"), full.getMessage());
    }

    @Test
    void whatIsToBeDoneIsDoneOnceLastFirst() {
        List<String> done = new ArrayList<>();
        scope.onClose(() -> done.add("first"));
        scope.onClose(() -> done.add("second"));
        scope.onClose(() -> done.add("third"));
        scope.close();
        scope.close();
        assertEquals(List.of("third", "second", "first"), done);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> scope.allocate(-1));
        assertThrows(ArithmeticException.class, () -> scope.allocate(Long.MAX_VALUE));
        scope.close();
        assertThrows(IllegalStateException.class, () -> scope.allocate(1));
    }
}
