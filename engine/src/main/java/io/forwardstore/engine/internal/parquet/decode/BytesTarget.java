package io.forwardstore.engine.internal.parquet.decode;

import java.io.IOException;

/// Takes lengths and bytes. Decoders write in place: first lengths at [#lengths], then bytes at what [#reserve]
/// answers, then [#commit].
public interface BytesTarget {
    /// Values that decoders append at once at most.
    int BATCH = 1024;

    /// Where the next `count` lengths go, as 32-bit integers.
    long lengths(int count);

    /// Where the next bytes go. Up to 64 bytes behind them may be overwritten.
    ///
    /// @param values values that the bytes belong to
    /// @throws IOException if there would be more bytes than one array holds
    default long reserve(long bytes, int values) throws IOException {
        return reserve(bytes, bytes, values);
    }

    /// As [#reserve(long, int)], where more than these bytes may follow.
    ///
    /// @param likelyBytes what all of these values are likely to take
    long reserve(long bytes, long likelyBytes, int values) throws IOException;

    /// How many bytes there is room for where [#reserve] answered last.
    long availableBytes();

    /// Adds what was written.
    void commit(long bytes, int values);
}
