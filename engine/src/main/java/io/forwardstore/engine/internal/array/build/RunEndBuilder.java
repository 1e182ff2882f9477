package io.forwardstore.engine.internal.array.build;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Allocation;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

/// Run-end encoded arrays. Runs stay runs; those that meet where two ranges join are not merged.
final class RunEndBuilder extends ArrayBuilder {
    private final GrowingBuffer runEnds;
    private final int width;
    private final ArrayBuilder values;
    private int length;

    /// @param width the bytes of a run end: 2, 4 or 8
    RunEndBuilder(Allocation allocation, int width, ArrayBuilder values) {
        this.runEnds = new GrowingBuffer(allocation);
        this.width = width;
        this.values = values;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean fits(ArrayData array, int from, int count) {
        if (count == 0) {
            return true;
        }
        long maximum = width == Short.BYTES ? Short.MAX_VALUE : Integer.MAX_VALUE;
        int first = runOf(array, from);
        int last = runOf(array, from + count - 1);
        return count <= maximum - length && values.fits(array.children()[1], first, last - first + 1);
    }

    @Override
    public void append(ArrayData array, int from, int count) {
        if (count == 0) {
            return;
        }
        int first = runOf(array, from);
        int last = runOf(array, from + count - 1);
        checkRange(first, last + 1L, array.children()[1].length(), "runs");
        long previous = from;
        for (int run = first; run <= last; run++) {
            long end = Math.min(runEnd(array, run), from + (long) count);
            checkRange(previous, end, from + (long) count, "run ends");
            put(length + end - from);
            previous = end;
        }
        values.append(array.children()[1], first, last - first + 1);
        length = Math.addExact(length, count);
    }

    /// The run that holds a value.
    private int runOf(ArrayData array, int value) {
        int low = 0;
        int high = array.children()[0].length() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runEnd(array, middle) > value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (high < 0 || runEnd(array, low) <= value) {
            throw new IllegalArgumentException("Invalid run ends: no run holds value " + value);
        }
        return low;
    }

    private long runEnd(ArrayData array, int run) {
        long ends = array.children()[0].buffer1();
        return switch (width) {
            case Short.BYTES -> Memory.getShort(ends + (long) run * Short.BYTES);
            case Integer.BYTES -> Memory.getInt(ends + (long) run * Integer.BYTES);
            default -> Memory.getLong(ends + (long) run * Long.BYTES);
        };
    }

    private void put(long end) {
        switch (width) {
            case Short.BYTES -> Memory.putShort(runEnds.extend(Short.BYTES), (short) end);
            case Integer.BYTES -> runEnds.appendInt((int) end);
            default -> runEnds.appendLong(end);
        }
    }

    @Override
    public long sizeBytes() {
        return runEnds.sizeBytes() + values.sizeBytes();
    }

    @Override
    public ArrayData build() {
        int runs = (int) (runEnds.sizeBytes() / width);
        ArrayData ends = ArrayData.fixedWidth(runs, 0, 0, runEnds.address(), 0);
        return ArrayData.nested(length, 0, 0, 0, 0, new ArrayData[] {ends, values.build()}, 0);
    }

    @Override
    public void clear() {
        runEnds.truncate(0);
        values.clear();
        length = 0;
    }

    @Override
    public void close() {
        runEnds.close();
        values.close();
        length = 0;
    }
}
