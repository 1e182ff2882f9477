package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.memory.Memory;

import java.io.IOException;

/// DELTA_BYTE_ARRAY values of differing widths.
final class DeltaPrefixBytes implements BytesDecoder {
    private final DeltaPrefixReader reader;

    DeltaPrefixBytes(DeltaPrefixReader reader) {
        this.reader = reader;
    }

    @Override
    public void skip(int count) {
        reader.check(count);
        for (int i = 0; i < count; i++) {
            reader.advance();
        }
    }

    @Override
    public void read(BytesTarget target, int count) throws IOException {
        reader.check(count);
        for (int left = count; left > 0; ) {
            int step = Math.min(left, BytesTarget.BATCH);
            long lengths = target.lengths(step);
            long bytes = 0;
            for (int i = 0; i < step; i++) {
                int length = reader.lengthAt(i);
                Memory.putInt(lengths + (long) i * Integer.BYTES, length);
                bytes += length;
            }
            long out = target.reserve(bytes, step);
            for (int i = 0; i < step; i++) {
                reader.advance();
                ShortCopy.copy(reader.value(), ShortCopy.SLACK, out, reader.length());
                out += reader.length();
            }
            target.commit(bytes, step);
            left -= step;
        }
    }
}
