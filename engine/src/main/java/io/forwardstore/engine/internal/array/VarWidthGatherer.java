package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadAhead;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.FieldVector;

/// Gathers strings and binaries: first all offsets, then all bytes, so that the loads of either do not wait for the
/// other's.
final class VarWidthGatherer extends Gatherer {
    private final int offsetBytes;
    private long[] addresses = new long[16];
    private long[] extents = new long[16];
    private long[] resolved = new long[24];
    private long totalBytes;

    /// @param offsetBytes 4 or 8
    VarWidthGatherer(int offsetBytes) {
        this.offsetBytes = offsetBytes;
    }

    @Override
    void planValues(ReadAhead.Plan plan) {
        planFirstBuffer(offsetBytes, 1, plan);
    }

    @Override
    public void planWrite(ReadAhead.Plan plan) {
        for (int run = 0; run < selection().runs(); run++) {
            plan.add(addresses[run], extents[run]);
        }
    }

    @Override
    long measureValues(PageScope scope) {
        int runs = selection().runs();
        addresses = grown(addresses, runs);
        extents = grown(extents, runs);
        totalBytes = follow(runs);
        if (offsetBytes == Integer.BYTES && totalBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Cannot gather "
                            + totalBytes
                            + " bytes of one column: its type holds at most "
                            + Integer.MAX_VALUE);
        }
        return alignedOffsetBytes() + aligned(totalBytes);
    }

    /// Follows the offsets of each run to its bytes; answers the bytes of all.
    ///
    /// Both loops in one method, of more bytecodes than HotSpot inlines, for the reason that [FixedWidthGatherer] has.
    private long follow(int runs) {
        int[] from = selection().sources();
        int[] at = selection().starts();
        long total = 0;
        if (offsetBytes == Integer.BYTES && selection().isSingle() && !isNullable()) {
            resolveSources();
            for (int i = 0; i < runs; i++) {
                int source = 3 * from[i];
                long both = Memory.getLong(resolved[source] + 4L * at[i]);
                int start = (int) both;
                int end = (int) (both >>> Integer.SIZE);
                int length = end - start;
                if ((start | end | length) < 0 || end > resolved[source + 2]) {
                    throw malformedOffsets(from[i], at[i], start, end);
                }
                addresses[i] = resolved[source + 1] + start;
                extents[i] = length;
                total += length;
            }
            return total;
        }
        for (int run = 0; run < runs; run++) {
            int length = selection().lengths()[run];
            if (length == 0 || length == 1 && isNullable() && isNull(from[run], at[run])) {
                addresses[run] = 0;
                extents[run] = 0;
                continue;
            }
            ArrayData source = sources().get(from[run]);
            long first = offset(source, at[run]);
            long previous = first;
            for (int i = 1; i <= length; i++) {
                long next = offset(source, at[run] + (long) i);
                if (previous < 0 || next < previous || next > source.buffer2Bytes()) {
                    throw malformedOffsets(from[run], at[run] + i - 1, previous, next);
                }
                previous = next;
            }
            addresses[run] = source.buffer2() + first;
            extents[run] = previous - first;
            total += previous - first;
        }
        return total;
    }

    /// Offsets, bytes and extent of each source side by side: the loop over rows waits for fewer loads.
    private void resolveSources() {
        int count = sources().count();
        resolved = grown(resolved, 3 * count);
        for (int i = 0; i < count; i++) {
            ArrayData source = sources().get(i);
            resolved[3 * i] = source.buffer1();
            resolved[3 * i + 1] = source.buffer2();
            resolved[3 * i + 2] = source.buffer2Bytes();
        }
    }

    private long offset(ArrayData source, long index) {
        return Offsets.get(offsetBytes, source.buffer1(), index);
    }

    private MalformedPageException malformedOffsets(int from, int index, long start, long end) {
        return malformed(
                from,
                "expected ascending offsets up to "
                        + sources().get(from).buffer2Bytes()
                        + ", found "
                        + start
                        + " and "
                        + end
                        + " for value "
                        + index
                        + " of the page");
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        long bytes = address + alignedOffsetBytes();
        copyValues(length, address, bytes);
        return ArrayData.varWidth(length, nullCount, validity, address, bytes, totalBytes, 0);
    }

    @Override
    public void write(long address, FieldVector vector, LayoutTree tree, VectorLoader loader) {
        writeValidity(address, loader);
        long offsets = address + validityBytes();
        long bytes = offsets + alignedOffsetBytes();
        copyValues(length(), offsets, bytes);
        loader.loadVarWidth(vector, length(), offsets, (length() + 1L) * offsetBytes, bytes, totalBytes);
    }

    private long alignedOffsetBytes() {
        return aligned((length() + 1L) * offsetBytes);
    }

    /// Writes the offsets, then the bytes. All loops in one method for the same reason.
    private void copyValues(int length, long offsets, long bytes) {
        int runs = selection().runs();
        if (selection().isSingle() && offsetBytes == Integer.BYTES) {
            int offset = 0;
            for (int i = 0; i < length; i++) {
                Memory.putInt(offsets + 4L * i, offset);
                offset += (int) extents[i];
            }
            Memory.putInt(offsets + 4L * length, offset);
        } else if (selection().isSingle()) {
            long offset = 0;
            for (int i = 0; i < length; i++) {
                Memory.putLong(offsets + 8L * i, offset);
                offset += extents[i];
            }
            Memory.putLong(offsets + 8L * length, offset);
        } else {
            long target = offsets;
            long base = 0;
            for (int run = 0; run < runs; run++) {
                int runLength = selection().lengths()[run];
                if (extents[run] == 0) {
                    for (int i = 0; i < runLength; i++) {
                        target = putOffset(target, base);
                    }
                    continue;
                }
                ArrayData source = sources().get(selection().sources()[run]);
                long at = selection().starts()[run];
                long shift = base - offset(source, at);
                for (int i = 0; i < runLength; i++) {
                    target = putOffset(target, offset(source, at + i) + shift);
                }
                base += extents[run];
            }
            putOffset(target, base);
        }
        Memory.copyAll(addresses, extents, runs, bytes);
    }

    private long putOffset(long target, long offset) {
        return Offsets.put(offsetBytes, target, offset);
    }
}
