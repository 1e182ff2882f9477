package io.forwardstore.memory;

import java.io.IOException;

/// The most bytes that loading a file may make resident; asked before each allocation.
///
/// **State.** The bytes taken so far. **Threads.** One at a time.
final class MemoryBudget {
    private final String file;
    private final long limitBytes;
    private long takenBytes;

    /// @param limitBytes the limit; 0 for none
    MemoryBudget(String file, long limitBytes) {
        this.file = file;
        this.limitBytes = limitBytes == 0 ? Long.MAX_VALUE : limitBytes;
    }

    /// Takes bytes.
    ///
    /// @throws IOException if they pass the limit
    void take(long bytes) throws IOException {
        if (bytes > limitBytes - takenBytes) {
            throw new IOException(
                    "["
                            + file
                            + "] Cannot load: the table needs "
                            + (takenBytes + bytes)
                            + " bytes of memory or more, the limit "
                            + MemoryOptions.BYTE_LIMIT
                            + " is "
                            + limitBytes);
        }
        takenBytes += bytes;
    }

    /// Gives bytes back that were taken.
    void giveBack(long bytes) {
        takenBytes -= bytes;
    }
}
