package io.forwardstore.engine.internal.parquet.decode;

/// Run-length encoded booleans.
final class HybridBits implements BitDecoder {
    private final HybridReader reader;

    HybridBits(HybridReader reader) {
        this.reader = reader;
    }

    @Override
    public void skip(int count) {
        reader.skip(count);
    }

    @Override
    public void read(long target, long targetBit, int count) {
        reader.readBits(target, targetBit, count);
    }
}
