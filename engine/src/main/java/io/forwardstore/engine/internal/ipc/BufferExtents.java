package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Zeros;

/// Buffers of which just the extents are looked at: the check of a batch's structure, which touches no data.
record BufferExtents(BatchMetadata batch) implements Buffers {
    @Override
    public Extent load(int buffer, long neededBytes) {
        long bytes = batch.bufferBytes(buffer);
        if (batch.codec() == BodyCodec.NONE && bytes < neededBytes) {
            throw new MalformedPageException(
                    batch.bufferOffsetBytes(buffer),
                    "expected a buffer of at least " + neededBytes + " bytes, found " + bytes);
        }
        return new Extent(Zeros.address(), bytes);
    }

    @Override
    public long widened(int buffer, int count, int narrowBytes) {
        return load(buffer, (long) count * narrowBytes).address();
    }
}
