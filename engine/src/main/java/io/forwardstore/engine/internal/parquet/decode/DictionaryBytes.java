package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.memory.Memory;

import java.io.IOException;

/// Dictionary-encoded byte arrays.
final class DictionaryBytes implements BytesDecoder {
    private final DictionaryIndices indices;
    private final DictionaryValues dictionary;

    DictionaryBytes(DictionaryIndices indices, DictionaryValues dictionary) {
        this.indices = indices;
        this.dictionary = dictionary;
    }

    @Override
    public void skip(int count) {
        indices.skip(count);
    }

    @Override
    public void read(BytesTarget target, int count) throws IOException {
        for (int left = count; left > 0; ) {
            int step = Math.min(left, BytesTarget.BATCH);
            int[] batch = indices.next(step);
            long bytes = lookUpLengths(batch, step, target.lengths(step));
            copy(batch, step, target.reserve(bytes, step));
            target.commit(bytes, step);
            left -= step;
        }
    }

    /// Turns indices into positions on the way.
    private long lookUpLengths(int[] batch, int count, long target) {
        long page = dictionary.address();
        long starts = dictionary.starts();
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            int start = Memory.getInt(starts + (long) batch[i] * Integer.BYTES);
            int length = Memory.getInt(page + start - Integer.BYTES);
            batch[i] = start;
            Memory.putInt(target + (long) i * Integer.BYTES, length);
            bytes += length;
        }
        return bytes;
    }

    private void copy(int[] positions, int count, long target) {
        long page = dictionary.address();
        long out = target;
        for (int i = 0; i < count; i++) {
            long in = page + positions[i];
            int length = Memory.getInt(in - Integer.BYTES);
            ShortCopy.copy(in, ShortCopy.SLACK, out, length);
            out += length;
        }
    }
}
