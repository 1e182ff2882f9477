package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Allocation;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Arrays of string and binary views. Bytes that are not in line go to buffers of this array's own, without gaps.
final class ViewBuilder extends ArrayBuilder {
    private static final int VIEW_BYTES = 16;
    private static final int INLINE_BYTES = 12;
    private static final int PREFIX_AT = 4;
    private static final int BUFFER_AT = 8;
    private static final int OFFSET_AT = 12;

    private final Allocation allocation;
    private final ValidityBuilder validity;
    private final GrowingBuffer views;
    private final List<GrowingBuffer> data = new ArrayList<>();

    ViewBuilder(Allocation allocation) {
        this.allocation = allocation;
        this.validity = new ValidityBuilder(allocation);
        this.views = new GrowingBuffer(allocation);
    }

    @Override
    public int length() {
        return validity.length();
    }

    @Override
    public boolean fits(ArrayData array, int from, int count) {
        return true;
    }

    @Override
    public void append(ArrayData array, int from, int count) {
        validity.append(array, from, count);
        long target = views.extend((long) count * VIEW_BYTES);
        for (int i = 0; i < count; i++) {
            long view = array.buffer1() + (from + (long) i) * VIEW_BYTES;
            boolean isNull = array.validity() != 0 && !Memory.getBit(array.validity(), from + i);
            appendView(array, view, isNull ? 0 : Memory.getInt(view), target + (long) i * VIEW_BYTES);
        }
    }

    private void appendView(ArrayData array, long view, int length, long target) {
        if (length == 0) {
            Memory.putLong(target, 0);
            Memory.putLong(target + BUFFER_AT, 0);
        } else if (length > 0 && length <= INLINE_BYTES) {
            Memory.copy(view, target, VIEW_BYTES);
        } else {
            int index = Objects.checkIndex(Memory.getInt(view + BUFFER_AT), array.variadic().length / 2);
            long offset = Memory.getInt(view + OFFSET_AT);
            checkRange(offset, offset + length, array.variadic()[2 * index + 1], "view");
            GrowingBuffer buffer = bufferFor(length);
            Memory.putInt(target, length);
            Memory.putInt(target + PREFIX_AT, Memory.getInt(view + PREFIX_AT));
            Memory.putInt(target + BUFFER_AT, data.size() - 1);
            Memory.putInt(target + OFFSET_AT, (int) buffer.sizeBytes());
            buffer.append(array.variadic()[2 * index] + offset, length);
        }
    }

    /// The last buffer, or a new one where its offsets would pass an `int`.
    private GrowingBuffer bufferFor(int bytes) {
        if (data.isEmpty() || data.getLast().sizeBytes() > Integer.MAX_VALUE - bytes) {
            data.add(new GrowingBuffer(allocation));
        }
        return data.getLast();
    }

    @Override
    public long sizeBytes() {
        return validity.sizeBytes() + views.sizeBytes() + data.stream().mapToLong(GrowingBuffer::sizeBytes).sum();
    }

    @Override
    public ArrayData build() {
        long[] variadic = new long[2 * data.size()];
        for (int i = 0; i < data.size(); i++) {
            variadic[2 * i] = data.get(i).address();
            variadic[2 * i + 1] = data.get(i).sizeBytes();
        }
        return ArrayData.view(length(), validity.nullCount(), validity.address(), views.address(), variadic, 0);
    }

    @Override
    public void clear() {
        validity.clear();
        views.truncate(0);
        while (data.size() > 1) {
            data.removeLast().close();
        }
        data.forEach(buffer -> buffer.truncate(0));
    }

    @Override
    public void close() {
        validity.close();
        views.close();
        data.forEach(GrowingBuffer::close);
        data.clear();
    }
}
