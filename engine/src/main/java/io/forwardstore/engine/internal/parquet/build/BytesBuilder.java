package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Layout;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.memory.Zeros;
import io.forwardstore.engine.internal.parquet.decode.BytesDecoder;
import io.forwardstore.engine.internal.parquet.decode.BytesTarget;
import io.forwardstore.engine.internal.parquet.decode.ValueDecoder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Arrays of strings, binaries, and decimals that are carried by byte arrays.
///
/// Collects lengths, behind one free place so that they can become offsets where they stand, and bytes.
final class BytesBuilder implements LeafBuilder, BytesTarget {
    private static final int BLOCK = 64;

    private static final long NO_LIMIT = Long.MAX_VALUE;

    /// How many times what was seen may be asked for ahead, should the first values be unlike the others.
    private static final double MAX_FORESIGHT = 16;

    private final Layout layout;
    private final @Nullable Conversion conversion;
    private final int expected;
    private final PageScope scope;
    private final Buffer lengths;
    private final long maxBytes;
    private @Nullable Buffer bytes;
    private int count;
    private long usedBytes;

    BytesBuilder(Layout layout, @Nullable Conversion conversion, int expected, PageScope scope) {
        this.layout = layout;
        this.conversion = conversion;
        this.expected = expected;
        this.scope = scope;
        this.lengths = new Buffer(scope, (expected + 1L) * Integer.BYTES);
        this.maxBytes =
                layout instanceof Layout.VarWidth(int offsetBytes) && offsetBytes == Long.BYTES
                        ? NO_LIMIT
                        : Integer.MAX_VALUE;
    }

    @Override
    public void append(ValueDecoder decoder, int values) throws IOException {
        ((BytesDecoder) decoder).read(this, values);
    }

    @Override
    public long lengths(int values) {
        long used = (count + 1L) * Integer.BYTES;
        lengths.ensure(count == 0 ? 0 : used, used + (long) values * Integer.BYTES);
        return lengths.address() + used;
    }

    @Override
    public long reserve(long more, long likely, int values) throws IOException {
        long needed = usedBytes + more;
        if (needed > maxBytes) {
            throw new IOException(
                    "the values of "
                            + (count + 1L)
                            + " rows or more are more than 2 GiB, the most that one array holds: read fewer rows at"
                            + " once");
        }
        Buffer buffer = bytes;
        if (buffer == null) {
            buffer = new Buffer(scope, 0);
            bytes = buffer;
        }
        if (needed > buffer.capacityBytes()) {
            buffer.ensure(usedBytes, needed, expectedBytes(usedBytes + Math.max(more, likely), values));
        }
        return buffer.address() + usedBytes;
    }

    /// What all values are likely to take, by those seen so far.
    private long expectedBytes(long likely, int values) {
        long seen = count + (long) values;
        if (seen >= expected) {
            return Math.min(maxBytes, likely);
        }
        double all = (double) likely / seen * expected;
        return (long) Math.min(Math.min((double) maxBytes, (double) likely * MAX_FORESIGHT), all + all / 32);
    }

    @Override
    public long availableBytes() {
        return bytes == null ? 0 : Math.min(bytes.capacityBytes(), maxBytes) - usedBytes;
    }

    @Override
    public void commit(long more, int values) {
        usedBytes += more;
        count += values;
    }

    @Override
    public ArrayData finish(int length, int nullCount, long validity, long fileOffsetBytes) {
        long data = bytes == null ? Zeros.address() : bytes.address();
        return switch (layout) {
            case Layout.VarWidth(int offsetBytes) ->
                    ArrayData.varWidth(
                            length,
                            nullCount,
                            validity,
                            offsetBytes == Integer.BYTES ? offsets(length, validity) : largeOffsets(length, validity),
                            data,
                            usedBytes,
                            fileOffsetBytes);
            case Layout.View _ ->
                    ArrayData.view(
                            length,
                            nullCount,
                            validity,
                            views(length, validity, data),
                            new long[] {data, usedBytes},
                            fileOffsetBytes);
            default -> decimals(length, nullCount, validity, data, fileOffsetBytes);
        };
    }

    private long offsets(int length, long validity) {
        return validity == 0 ? denseOffsets() : spreadOffsets(length, validity);
    }

    /// Turns lengths into offsets in place.
    private long denseOffsets() {
        long address = lengths.address();
        if (count == 0) {
            return address;
        }
        Memory.putInt(address, 0);
        long at = address + Integer.BYTES;
        int offset = 0;
        int left = count;
        for (; left >= BLOCK; left -= BLOCK) {
            offset = addUp(Memory.asSegment(at, BLOCK * (long) Integer.BYTES), offset);
            at += BLOCK * (long) Integer.BYTES;
        }
        for (; left > 0; left--) {
            offset += Memory.getPlainInt(at);
            Memory.putInt(at, offset);
            at += Integer.BYTES;
        }
        return address;
    }

    /// A block's lengths to offsets. A slice of a constant size spares the check of each address.
    private static int addUp(MemorySegment block, int start) {
        int offset = start;
        for (int i = 0; i < BLOCK; i++) {
            offset += block.get(ValueLayout.JAVA_INT, 4L * i);
            block.set(ValueLayout.JAVA_INT, 4L * i, offset);
        }
        return offset;
    }

    private long spreadOffsets(int length, long validity) {
        long target = scope.allocate((length + 1L) * Integer.BYTES);
        Memory.putInt(target, 0);
        long next = lengths.address() + Integer.BYTES;
        int offset = 0;
        for (int i = 0; i < length; i++) {
            if (Memory.getBit(validity, i)) {
                offset += Memory.getInt(next);
                next += Integer.BYTES;
            }
            Memory.putInt(target + (i + 1L) * Integer.BYTES, offset);
        }
        return target;
    }

    private long largeOffsets(int length, long validity) {
        long target = scope.allocate((length + 1L) * Long.BYTES);
        Memory.putLong(target, 0);
        long next = lengths.address() + Integer.BYTES;
        long offset = 0;
        for (int i = 0; i < length; i++) {
            if (validity == 0 || Memory.getBit(validity, i)) {
                offset += Memory.getInt(next);
                next += Integer.BYTES;
            }
            Memory.putLong(target + (i + 1L) * Long.BYTES, offset);
        }
        return target;
    }

    private long views(int length, long validity, long data) {
        long target = scope.allocate((long) length * Views.VIEW_BYTES);
        long next = lengths.address() + Integer.BYTES;
        int offset = 0;
        for (int i = 0; i < length; i++) {
            long view = target + (long) i * Views.VIEW_BYTES;
            int bytesHere = 0;
            if (validity == 0 || Memory.getBit(validity, i)) {
                bytesHere = Memory.getInt(next);
                next += Integer.BYTES;
            }
            Views.write(view, data, offset, bytesHere);
            offset += bytesHere;
        }
        return target;
    }

    private ArrayData decimals(int length, int nullCount, long validity, long data, long fileOffsetBytes) {
        if (!(conversion instanceof Conversion.BigEndian decimal)) {
            throw new IllegalStateException("Byte arrays cannot become " + layout);
        }
        int width = decimal.targetBytes();
        long target = scope.allocate((long) length * width);
        long next = lengths.address() + Integer.BYTES;
        long offset = 0;
        for (int i = 0; i < length; i++) {
            long at = target + (long) i * width;
            if (validity == 0 || Memory.getBit(validity, i)) {
                int bytesHere = Memory.getInt(next);
                decimal.convertOne(data + offset, bytesHere, at, fileOffsetBytes);
                next += Integer.BYTES;
                offset += bytesHere;
            } else {
                Memory.fill(at, width, (byte) 0);
            }
        }
        return ArrayData.fixedWidth(length, nullCount, validity, target, fileOffsetBytes);
    }
}
