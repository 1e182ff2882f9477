package io.forwardstore.memory;

/// When a journal is forced to the device.
public enum JournalSync {
    /// Before each call that adds rows returns: its rows survive a power failure.
    ALWAYS,
    /// Every [MemoryOptions#JOURNAL_SYNC_MILLIS]: a power failure costs the rows of that time at most.
    INTERVAL,
    /// When the operating system does: rows survive the end of the process, and most of them that of the machine.
    NEVER
}
