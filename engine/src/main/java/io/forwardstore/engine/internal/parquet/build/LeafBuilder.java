package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.parquet.decode.ValueDecoder;

import java.io.IOException;

/// Collects a leaf's values, nulls left out, from pages of any encoding, and makes an Arrow array of them.
///
/// **State.** Values so far. **Threads.** One. **Ownership.** The memory is the scope's that the builder was made with.
public sealed interface LeafBuilder permits BitsBuilder, FixedBuilder, BytesBuilder, NullBuilder {
    /// Reads the decoder's next values.
    ///
    /// @throws IOException if they do not fit one array
    void append(ValueDecoder decoder, int count) throws IOException;

    /// The array.
    ///
    /// @param length values, nulls included
    /// @param nullCount how many are null; the others are those that were appended
    /// @param validity address of the validity bits, 0 if `nullCount` is 0
    ArrayData finish(int length, int nullCount, long validity, long fileOffsetBytes) throws IOException;
}
