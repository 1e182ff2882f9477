package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadAhead;
import io.forwardstore.engine.internal.memory.Memory;

import org.jspecify.annotations.Nullable;

/// Gathers string and binary views. Values too long for their view are copied into one data buffer, whatever number the
/// sources had (Arrow specification, "Variable-size Binary View Layout").
final class ViewGatherer extends Gatherer {
    static final int VIEW_BYTES = 16;
    static final int MAX_INLINE_BYTES = 12;
    static final int PREFIX_AT = 4;
    static final int BUFFER_AT = 8;
    static final int OFFSET_AT = 12;

    private static final long NULL_VIEW = 0;

    /// The views, both halves of each, as they were when they were checked.
    private long[] views = new long[32];

    private long totalBytes;

    @Override
    void planValues(ReadAhead.Plan plan) {
        planFirstBuffer(VIEW_BYTES, 0, plan);
    }

    @Override
    public void planWrite(ReadAhead.Plan plan) {
        int value = 0;
        for (int run = 0; run < selection().runs(); run++) {
            long[] variadic = sources().get(selection().sources()[run]).variadic();
            for (int i = 0; i < selection().lengths()[run]; i++) {
                int length = lengthOf(views[value]);
                long tail = views[value + 1];
                if (length > MAX_INLINE_BYTES) {
                    plan.add(variadic[2 * bufferOf(tail)] + offsetOf(tail), length);
                }
                value += 2;
            }
        }
    }

    @Override
    long measureValues(PageScope scope) {
        views = grown(views, Math.multiplyExact(2, length()));
        totalBytes = 0;
        int value = 0;
        for (int run = 0; run < selection().runs(); run++) {
            int from = selection().sources()[run];
            int start = selection().starts()[run];
            for (int i = 0; i < selection().lengths()[run]; i++) {
                takeView(from, start + i, value);
                value += 2;
            }
        }
        if (totalBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Cannot gather "
                            + totalBytes
                            + " bytes of one column: its type holds at most "
                            + Integer.MAX_VALUE);
        }
        return aligned((long) length() * VIEW_BYTES) + aligned(totalBytes);
    }

    /// Takes a view that keeps within its data buffers.
    private void takeView(int from, int at, int value) {
        if (isNullable() && isNull(from, at)) {
            views[value] = NULL_VIEW;
            views[value + 1] = NULL_VIEW;
            return;
        }
        ArrayData source = sources().get(from);
        long view = source.buffer1() + (long) VIEW_BYTES * at;
        long head = Memory.getLong(view);
        long tail = Memory.getLong(view + Long.BYTES);
        String problem = problemOf(source, at, head, tail);
        if (problem != null) {
            throw malformed(from, problem);
        }
        views[value] = head;
        views[value + 1] = tail;
        int length = lengthOf(head);
        totalBytes += length <= MAX_INLINE_BYTES ? 0 : length;
    }

    private static int lengthOf(long head) {
        return (int) head;
    }

    private static int bufferOf(long tail) {
        return (int) tail;
    }

    private static int offsetOf(long tail) {
        return (int) (tail >>> Integer.SIZE);
    }

    /// What is wrong with a view, or null.
    static @Nullable String problemOf(ArrayData source, int at) {
        long view = source.buffer1() + (long) VIEW_BYTES * at;
        return problemOf(source, at, Memory.getLong(view), Memory.getLong(view + Long.BYTES));
    }

    private static @Nullable String problemOf(ArrayData source, int at, long head, long tail) {
        int length = lengthOf(head);
        if (length >= 0 && length <= MAX_INLINE_BYTES) {
            return null;
        }
        int buffer = bufferOf(tail);
        int offset = offsetOf(tail);
        int buffers = source.variadic().length / 2;
        if (length < 0
                || buffer < 0
                || buffer >= buffers
                || offset < 0
                || offset > source.variadic()[2 * buffer + 1] - length) {
            return "expected a view into "
                    + buffers
                    + " data buffers, found length "
                    + length
                    + ", buffer "
                    + buffer
                    + ", offset "
                    + offset
                    + " for value "
                    + at
                    + " of the page";
        }
        return null;
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        long data = address + aligned((long) length * VIEW_BYTES);
        long used = 0;
        int value = 0;
        for (int run = 0; run < selection().runs(); run++) {
            long[] variadic = sources().get(selection().sources()[run]).variadic();
            for (int i = 0; i < selection().lengths()[run]; i++) {
                used += writeView(value, variadic, address + (long) VIEW_BYTES * value, data + used, used);
                value++;
            }
        }
        long[] buffers = totalBytes == 0 ? new long[0] : new long[] {data, totalBytes};
        return ArrayData.view(length, nullCount, validity, address, buffers, 0);
    }

    /// Copies one view and, if it does not fit the view, its value; answers the bytes that the value took.
    ///
    /// @param offset where in its data buffer the value is copied to: at `data`
    private int writeView(int value, long[] variadic, long target, long data, long offset) {
        long head = views[2 * value];
        long tail = views[2 * value + 1];
        int length = lengthOf(head);
        if (length <= MAX_INLINE_BYTES) {
            Memory.putLong(target, head);
            Memory.putLong(target + Long.BYTES, tail);
            return 0;
        }
        Memory.copy(variadic[2 * bufferOf(tail)] + offsetOf(tail), data, length);
        Memory.putInt(target, length);
        Memory.putInt(target + PREFIX_AT, Memory.getInt(data));
        Memory.putInt(target + BUFFER_AT, 0);
        Memory.putInt(target + OFFSET_AT, (int) offset);
        return length;
    }
}
