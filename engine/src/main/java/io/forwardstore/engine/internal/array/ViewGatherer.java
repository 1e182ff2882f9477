package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
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

    private long[] addresses = new long[16];
    private long totalBytes;

    @Override
    long measureValues(PageScope scope) {
        addresses = grown(addresses, length());
        totalBytes = 0;
        int value = 0;
        for (int run = 0; run < selection().runs(); run++) {
            int from = selection().sources()[run];
            int start = selection().starts()[run];
            for (int i = 0; i < selection().lengths()[run]; i++) {
                addresses[value++] = isNullable() && isNull(from, start + i) ? 0 : checkedView(from, start + i);
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

    /// Answers the address of a view that keeps within its data buffers.
    private long checkedView(int from, int at) {
        ArrayData source = sources().get(from);
        long view = source.buffer1() + (long) VIEW_BYTES * at;
        String problem = problemOf(source, at);
        if (problem != null) {
            throw malformed(from, problem);
        }
        int length = Memory.getInt(view);
        totalBytes += length <= MAX_INLINE_BYTES ? 0 : length;
        return view;
    }

    /// What is wrong with a view, or null.
    static @Nullable String problemOf(ArrayData source, int at) {
        long view = source.buffer1() + (long) VIEW_BYTES * at;
        int length = Memory.getInt(view);
        if (length >= 0 && length <= MAX_INLINE_BYTES) {
            return null;
        }
        int buffer = Memory.getInt(view + BUFFER_AT);
        int offset = Memory.getInt(view + OFFSET_AT);
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
                used += writeView(addresses[value], variadic, address + (long) VIEW_BYTES * value, data, used);
                value++;
            }
        }
        long[] buffers = totalBytes == 0 ? new long[0] : new long[] {data, totalBytes};
        return ArrayData.view(length, nullCount, validity, address, buffers, 0);
    }

    /// Copies one view and, if it does not fit the view, its value; answers the bytes that the value took.
    private static int writeView(long view, long[] variadic, long target, long data, long used) {
        if (view == 0) {
            Memory.putLong(target, 0);
            Memory.putLong(target + Long.BYTES, 0);
            return 0;
        }
        int length = Memory.getInt(view);
        if (length <= MAX_INLINE_BYTES) {
            Memory.copy(view, target, VIEW_BYTES);
            return 0;
        }
        long source = variadic[2 * Memory.getInt(view + BUFFER_AT)] + Memory.getInt(view + OFFSET_AT);
        Memory.copy(source, data + used, length);
        Memory.putInt(target, length);
        Memory.putInt(target + PREFIX_AT, Memory.getInt(source));
        Memory.putInt(target + BUFFER_AT, 0);
        Memory.putInt(target + OFFSET_AT, (int) used);
        return length;
    }
}
