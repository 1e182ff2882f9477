package io.forwardstore.engine.internal.parquet.decode;

/// Values of one bit.
public sealed interface BitDecoder extends ValueDecoder permits PlainBits, HybridBits {
    /// Reads values to a bit vector.
    void read(long target, long targetBit, int count);
}
