package io.forwardstore.engine.internal.parquet.decode;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;

import java.io.IOException;

/// DELTA_LENGTH_BYTE_ARRAY: all lengths, then all bytes.
final class DeltaLengthBytes implements BytesDecoder {
    private final long lengths;
    private final int count;
    private final long fileOffsetBytes;
    private int next;
    private long at;

    DeltaLengthBytes(long address, long bytes, int maxCount, PageScope scratch, long fileOffsetBytes) {
        DeltaReader reader = new DeltaReader(address, bytes, maxCount, fileOffsetBytes);
        this.count = reader.count();
        this.lengths = scratch.allocate((long) count * Integer.BYTES);
        this.fileOffsetBytes = fileOffsetBytes;
        long sum = reader.readLengths(lengths);
        this.at = reader.endAddress();
        if (sum > address + bytes - at) {
            throw new MalformedPageException(
                    fileOffsetBytes, "expected " + sum + " bytes of values, found " + (address + bytes - at));
        }
    }

    @Override
    public void skip(int values) {
        check(values);
        at += sum(values);
        next += values;
    }

    @Override
    public void read(BytesTarget target, int values) throws IOException {
        check(values);
        for (int left = values; left > 0; ) {
            int step = Math.min(left, BytesTarget.BATCH);
            long bytes = sum(step);
            Memory.copy(lengths + (long) next * Integer.BYTES, target.lengths(step), (long) step * Integer.BYTES);
            Memory.copy(at, target.reserve(bytes, step), bytes);
            target.commit(bytes, step);
            at += bytes;
            next += step;
            left -= step;
        }
    }

    private long sum(int values) {
        long sum = 0;
        for (int i = next; i < next + values; i++) {
            sum += Memory.getInt(lengths + (long) i * Integer.BYTES);
        }
        return sum;
    }

    private void check(int values) {
        if (values > count - next) {
            throw new MalformedPageException(fileOffsetBytes, "expected more byte arrays than " + count);
        }
    }
}
