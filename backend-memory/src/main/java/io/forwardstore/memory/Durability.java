package io.forwardstore.memory;

/// When rows that were added survive the end of the process.
public enum Durability {
    /// Once they are flushed.
    NONE,
    /// Once the call that added them has returned: each is written to a journal beside the table's file first. Whether
    /// they survive the end of the machine too, [JournalSync] says.
    JOURNAL
}
