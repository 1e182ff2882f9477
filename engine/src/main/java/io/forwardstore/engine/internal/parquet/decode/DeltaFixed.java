package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.memory.Memory;

/// DELTA_BINARY_PACKED integers of 4 or 8 bytes.
final class DeltaFixed implements FixedDecoder {
    private final DeltaReader reader;
    private final int width;
    private final long[] batch = new long[DeltaReader.BATCH];

    DeltaFixed(DeltaReader reader, int width) {
        this.reader = reader;
        this.width = width;
    }

    @Override
    public void skip(int count) {
        for (int left = count; left > 0; ) {
            left -= reader.next(batch, left);
        }
    }

    @Override
    public void read(long target, int count) {
        long out = target;
        for (int left = count; left > 0; ) {
            int step = reader.next(batch, left);
            if (width == Integer.BYTES) {
                for (int i = 0; i < step; i++) {
                    Memory.putInt(out + (long) i * Integer.BYTES, (int) batch[i]);
                }
            } else {
                for (int i = 0; i < step; i++) {
                    Memory.putLong(out + (long) i * Long.BYTES, batch[i]);
                }
            }
            out += (long) step * width;
            left -= step;
        }
    }
}
