package io.forwardstore.engine.internal.parquet.decode;

/// Reads the values of one page, nulls left out, from the first to the last.
///
/// **State.** A position. **Threads.** One. **Ownership.** Borrows the page's memory.
///
/// **Failure.** [io.forwardstore.engine.internal.array.MalformedPageException] when values run out or contradict their
/// encoding.
public sealed interface ValueDecoder permits BitDecoder, FixedDecoder, BytesDecoder {
    /// Passes over values.
    void skip(int count);
}
