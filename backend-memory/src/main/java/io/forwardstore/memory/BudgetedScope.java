package io.forwardstore.memory;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.store.AllocatorScope;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Memory that stays, asked of a budget before it is allocated.
///
/// **Failure.** [UncheckedIOException] for what passes the budget.
final class BudgetedScope implements PageScope {
    private final AllocatorScope memory;
    private final MemoryBudget budget;
    private long takenBytes;

    BudgetedScope(AllocatorScope memory, MemoryBudget budget) {
        this.memory = memory;
        this.budget = budget;
    }

    @Override
    public long allocate(long bytes) {
        try {
            budget.take(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        takenBytes += bytes;
        return memory.allocate(bytes);
    }

    /// The memory held now, in bytes.
    long allocatedBytes() {
        return memory.allocatedBytes();
    }

    @Override
    public void onClose(Runnable release) {
        memory.onClose(release);
    }

    @Override
    public PageScope scratch() {
        return memory.scratch();
    }

    @Override
    public void close() {
        memory.close();
        budget.giveBack(takenBytes);
        takenBytes = 0;
    }
}
