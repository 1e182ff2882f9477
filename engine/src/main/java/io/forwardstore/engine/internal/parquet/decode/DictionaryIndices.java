package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

/// The indices of a dictionary-encoded page, checked against the dictionary.
final class DictionaryIndices {
    /// Indices that are decoded at once.
    static final int BATCH = 1024;

    private final HybridReader reader;
    private final int count;
    private final long fileOffsetBytes;
    private int[] batch = {};

    /// @param address the page's values: a byte with the width of the indices, then the indices
    /// @param count values in the dictionary
    DictionaryIndices(long address, long bytes, int count, long fileOffsetBytes) {
        int bitWidth = bytes == 0 ? 0 : Memory.getByte(address) & 0xFF;
        if (bitWidth > HybridReader.MAX_BIT_WIDTH) {
            throw new MalformedPageException(
                    fileOffsetBytes, "expected a dictionary index of up to 32 bits, found " + bitWidth);
        }
        this.reader = new HybridReader(address + 1, Math.max(0, bytes - 1), bitWidth, fileOffsetBytes);
        this.count = count;
        this.fileOffsetBytes = fileOffsetBytes;
    }

    void skip(int values) {
        reader.skip(values);
    }

    /// The next indices, valid until the next call.
    ///
    /// @param values at most [#BATCH]
    int[] next(int values) {
        if (batch.length < values) {
            batch = new int[values == 1 ? 1 : BATCH];
        }
        reader.readInts(batch, 0, values);
        int all = 0;
        int highest = 0;
        for (int i = 0; i < values; i++) {
            all |= batch[i];
            highest = Math.max(highest, batch[i]);
        }
        if (all < 0 || highest >= count) {
            throw new MalformedPageException(
                    fileOffsetBytes, "expected an index into a dictionary of " + count + " values, found a higher one");
        }
        return batch;
    }
}
