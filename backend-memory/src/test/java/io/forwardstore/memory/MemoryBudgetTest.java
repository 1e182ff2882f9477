package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.internal.store.AllocatorScope;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;

final class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget("rows.arrow", 1_000);

    @Test
    void theLimitCanBeReachedAndNotPassed() throws IOException {
        budget.take(600);
        budget.take(400);
        String message = assertThrows(IOException.class, () -> budget.take(1)).getMessage();
        assertEquals(
                "[rows.arrow] Cannot load: the table needs 1001 bytes of memory or more, the limit "
                        + MemoryOptions.BYTE_LIMIT
                        + " is 1000",
                message);
        budget.giveBack(1);
        budget.take(1);
        assertThrows(IOException.class, () -> budget.take(1));
    }

    @Test
    void withoutALimitEverythingFits() throws IOException {
        MemoryBudget unlimited = new MemoryBudget("rows.arrow", 0);
        unlimited.take(Long.MAX_VALUE / 2);
        unlimited.take(Long.MAX_VALUE / 2);
    }

    @Test
    void whatAScopeTookIsThereForOthersOnceItIsClosed() throws IOException {
        try (BufferAllocator allocator = new RootAllocator()) {
            try (BudgetedScope scope = new BudgetedScope(new AllocatorScope(allocator), budget)) {
                scope.allocate(300);
                scope.allocate(500);
                assertTrue(scope.allocatedBytes() >= 800);
                UncheckedIOException refused = assertThrows(UncheckedIOException.class, () -> scope.allocate(201));
                assertTrue(refused.getCause().getMessage().contains("needs 1001 bytes"));
                scope.scratch().close();
                scope.close();
                assertEquals(0, allocator.getAllocatedMemory());
            }
            budget.take(1_000);
        }
    }
}
