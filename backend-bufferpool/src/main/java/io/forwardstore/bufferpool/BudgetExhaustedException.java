package io.forwardstore.bufferpool;

import org.apache.arrow.memory.OutOfMemoryException;

/// Everything in the budget is pinned or being loaded, and stayed so for as long as the caller may wait.
final class BudgetExhaustedException extends OutOfMemoryException {
    private static final long serialVersionUID = 1L;

    BudgetExhaustedException(String message) {
        super(message);
    }
}
