package io.forwardstore.bufferpool;

/// Why a page is wanted, and whether its reader can wait for memory that others hold.
enum Access {
    /// Some rows of it: it may be wanted again. The caller holds no pins and can wait.
    ROWS,
    /// As [#ROWS], by a caller that holds pins: it is told at once if there is no memory.
    MORE_ROWS,
    /// All of it, in passing: it stays only where that pushes nothing out, or if it was passed before. The caller holds
    /// no pins and can wait.
    SCAN,
    /// As [#SCAN], by a caller that holds pins, or ahead of need.
    MORE_SCAN;

    boolean canWait() {
        return this == ROWS || this == SCAN;
    }

    boolean isPassing() {
        return this == SCAN || this == MORE_SCAN;
    }
}
