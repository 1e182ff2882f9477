package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.memory.Memory;

/// Dictionary-encoded values of one width: a gather.
final class DictionaryFixed implements FixedDecoder {
    private final DictionaryIndices indices;
    private final long values;
    private final int width;

    DictionaryFixed(DictionaryIndices indices, DictionaryValues dictionary, int width) {
        this.indices = indices;
        this.values = dictionary.address();
        this.width = width;
    }

    @Override
    public void skip(int count) {
        indices.skip(count);
    }

    @Override
    public void read(long target, int count) {
        long out = target;
        for (int left = count; left > 0; ) {
            int step = Math.min(left, DictionaryIndices.BATCH);
            gather(indices.next(step), step, out);
            out += (long) step * width;
            left -= step;
        }
    }

    private void gather(int[] batch, int count, long target) {
        switch (width) {
            case Integer.BYTES -> gather4(batch, count, target);
            case Long.BYTES -> gather8(batch, count, target);
            default -> {
                for (int i = 0; i < count; i++) {
                    Memory.copy(values + (long) batch[i] * width, target + (long) i * width, width);
                }
            }
        }
    }

    private void gather4(int[] batch, int count, long target) {
        long base = values;
        for (int i = 0; i < count; i++) {
            Memory.putInt(target + (long) i * Integer.BYTES, Memory.getInt(base + (long) batch[i] * Integer.BYTES));
        }
    }

    private void gather8(int[] batch, int count, long target) {
        long base = values;
        for (int i = 0; i < count; i++) {
            Memory.putLong(target + (long) i * Long.BYTES, Memory.getLong(base + (long) batch[i] * Long.BYTES));
        }
    }
}
