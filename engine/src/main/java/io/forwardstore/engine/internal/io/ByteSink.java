package io.forwardstore.engine.internal.io;

import java.io.IOException;

/// Takes bytes front to back.
///
/// **State.** Bytes taken so far. **Threads.** One at a time. **Ownership.** What lies at the addresses stays the
/// caller's; a sink may look at it until it is told to do something with what it took.
public interface ByteSink {
    /// Bytes taken so far.
    long position();

    /// Takes the bytes at an address.
    void write(long address, long bytes) throws IOException;

    /// Takes bytes of the heap.
    void write(byte[] bytes, int from, int count) throws IOException;

    /// Takes zeros up to the next multiple of `alignmentBytes`.
    void alignTo(int alignmentBytes) throws IOException;
}
