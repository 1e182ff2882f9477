package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.memory.Zeros;

import java.io.IOException;

/// Gets a batch's buffers into memory, decompressed where they are compressed.
final class BatchBuffers implements Buffers {
    /// The declared size of a buffer that was not worth compressing.
    private static final long STORED = -1;

    private final FileSource source;
    private final BatchMetadata batch;
    private final PageScope scope;
    private long spanStart;
    private long spanBytes;
    private long spanAddress;

    /// @param scope for what must be copied
    BatchBuffers(FileSource source, BatchMetadata batch, PageScope scope) {
        this.source = source;
        this.batch = batch;
        this.scope = scope;
    }

    /// Reads the buffers `first` to `end - 1`, which the writer put side by side, in one go if they must be read.
    void prefetch(int first, int end) throws IOException {
        FileRange run = source.isResident() ? null : batch.runOf(first, end);
        if (run != null) {
            spanStart = run.offsetBytes();
            spanBytes = run.bytes();
            spanAddress = source.read(spanStart, spanBytes, scope);
        }
    }

    @Override
    public Extent load(int buffer, long neededBytes) throws IOException {
        long offset = batch.bufferOffsetBytes(buffer);
        long bytes = batch.bufferBytes(buffer);
        if (batch.codec() == BodyCodec.NONE || bytes == 0) {
            requireExtent(bytes, neededBytes, offset);
            return bytes == 0 ? new Extent(Zeros.address(), 0) : new Extent(read(offset, bytes), bytes);
        }
        return decompress(offset, bytes, neededBytes);
    }

    @Override
    public long widened(int buffer, int count, int narrowBytes) throws IOException {
        long narrow = load(buffer, (long) count * narrowBytes).address();
        long wide = scope.allocate(NarrowDecimals.wideBytes(count));
        NarrowDecimals.widen(narrow, narrowBytes, wide, count);
        return wide;
    }

    /// A buffer's size once it is decompressed, as the file says.
    long uncompressedBytes(int buffer) throws IOException {
        long bytes = batch.bufferBytes(buffer);
        if (batch.codec() == BodyCodec.NONE || bytes < Long.BYTES) {
            return bytes;
        }
        long declared = Memory.getLong(source.read(batch.bufferOffsetBytes(buffer), Long.BYTES, scope));
        return declared == STORED ? bytes - Long.BYTES : declared;
    }

    private Extent decompress(long offset, long bytes, long neededBytes) throws IOException {
        if (bytes < Long.BYTES) {
            throw new MalformedPageException(offset, "expected a compressed buffer's size before it");
        }
        long address = read(offset, bytes);
        long declared = Memory.getLong(address);
        long body = bytes - Long.BYTES;
        if (declared == STORED) {
            requireExtent(body, neededBytes, offset);
            return new Extent(address + Long.BYTES, body);
        }
        if (declared < 0 || declared > batch.codec().maxUncompressedBytes(body) || declared > Integer.MAX_VALUE) {
            throw new MalformedPageException(
                    offset, "expected a size that " + body + " compressed bytes can have, found " + declared);
        }
        requireExtent(declared, neededBytes, offset);
        if (body > Integer.MAX_VALUE) {
            throw new MalformedPageException(offset, "expected at most 2 GiB of compressed bytes, found " + body);
        }
        if (declared == 0) {
            return new Extent(Zeros.address(), 0);
        }
        long target = scope.allocate(declared);
        try (PageScope scratch = scope.scratch()) {
            long input = address + Long.BYTES;
            if (batch.codec().isNative()) {
                input = source.forNativeCode(input, body, scratch);
            }
            batch.codec().decompress(input, (int) body, target, (int) declared, offset);
        }
        return new Extent(target, declared);
    }

    private static void requireExtent(long bytes, long neededBytes, long offset) {
        if (bytes < neededBytes) {
            throw new MalformedPageException(
                    offset, "expected a buffer of at least " + neededBytes + " bytes, found " + bytes);
        }
    }

    private long read(long offset, long bytes) throws IOException {
        if (spanAddress != 0 && offset >= spanStart && offset + bytes <= spanStart + spanBytes) {
            return spanAddress + (offset - spanStart);
        }
        return source.read(offset, bytes, scope);
    }
}
