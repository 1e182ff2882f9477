package io.forwardstore.bufferpool;

import java.io.IOException;

/// One caller's way to a page that was not there: waits for a load under way, or loads.
///
/// @param <T> the content of a page
final class PageRequest<T> {
    private final PageTable<T> table;
    private final int page;
    private final Access access;
    private final LoadGate gate;
    private final long deadlineNanos;

    PageRequest(PageTable<T> table, int page, Access access) {
        this.table = table;
        this.page = page;
        this.access = access;
        this.gate = table.manager().gate();
        this.deadlineNanos = System.nanoTime() + table.manager().maxWaitNanos();
    }

    /// A loaded frame, pinned for the caller.
    Frame<T> pin() throws IOException {
        try {
            return pinOrLoad();
        } catch (BudgetExhaustedException e) {
            if (!access.canWait()) {
                throw e;
            }
        }
        try {
            return pinOrLoadExclusively();
        } catch (BudgetExhaustedException e) {
            throw table.manager().refusal("load " + this, e);
        }
    }

    private Frame<T> pinOrLoad() throws IOException {
        while (true) {
            Frame<T> fresh = new Frame<>(table.frames(), page, false);
            Frame<T> frame = table.frames().install(fresh);
            if (frame.equals(fresh)) {
                gate.enter();
                try {
                    table.load(fresh, access, Patience.NONE);
                } finally {
                    gate.exit();
                }
                return fresh;
            }
            if (awaitLoaded(frame)) {
                return frame;
            }
        }
    }

    private Frame<T> pinOrLoadExclusively() throws IOException {
        gate.enterExclusive(deadlineNanos);
        try {
            while (true) {
                Frame<T> fresh = new Frame<>(table.frames(), page, true);
                Frame<T> frame = table.frames().install(fresh);
                if (frame.equals(fresh)) {
                    table.load(fresh, access, new Patience(deadlineNanos, true));
                    return fresh;
                }
                if (awaitLoaded(frame)) {
                    return frame;
                }
            }
        } finally {
            gate.exitExclusive();
        }
    }

    /// Waits for another's load of the page, whose frame the caller has pinned.
    ///
    /// @return false if it failed, and the caller's reference is gone
    private boolean awaitLoaded(Frame<T> frame) {
        if (frame.isExclusive() && !access.canWait() && frame.contentIfLoaded() == null) {
            frame.unpin();
            throw new BudgetExhaustedException("its load waits for memory itself");
        }
        frame.awaitLoaded();
        if (frame.contentIfLoaded() == null) {
            frame.unpin();
            return false;
        }
        table.onJoined();
        return true;
    }

    @Override
    public String toString() {
        return "page " + page + " of " + table;
    }
}
