package io.forwardstore.engine.internal.parquet.decode;

import java.io.IOException;

/// Values of differing widths.
public sealed interface BytesDecoder extends ValueDecoder
        permits PlainBytes, DictionaryBytes, DeltaLengthBytes, DeltaPrefixBytes {
    /// Appends values.
    void read(BytesTarget target, int count) throws IOException;
}
