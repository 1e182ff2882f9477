package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.parquet.decode.ValueDecoder;

/// Arrays of the null type.
final class NullBuilder implements LeafBuilder {
    @Override
    public void append(ValueDecoder decoder, int count) {
        decoder.skip(count);
    }

    @Override
    public ArrayData finish(int length, int nullCount, long validity, long fileOffsetBytes) {
        return ArrayData.nulls(length, fileOffsetBytes);
    }
}
