package io.forwardstore.engine.internal.parquet.decode;

/// Values of one width.
public sealed interface FixedDecoder extends ValueDecoder
        permits PlainFixed, DictionaryFixed, DeltaFixed, DeltaPrefixFixed, StreamSplitFixed {
    /// Reads values one behind the other. May overwrite up to 16 bytes behind the last one.
    void read(long target, int count);
}
