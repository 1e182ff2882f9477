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
        totalBytes = 0;
        if (offsetBytes == Integer.BYTES && selection().isSingle() && !isNullable()) {
            measureSingle(runs);
        } else {
            measureRuns(runs);
        }
        if (offsetBytes == Integer.BYTES && totalBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Cannot gather "
                            + totalBytes
                            + " bytes of one column: its type holds at most "
                            + Integer.MAX_VALUE);
        }
        return alignedOffsetBytes() + aligned(totalBytes);
    }

    private void measureSingle(int runs) {
        resolveSources();
        int[] from = selection().sources();
        int[] at = selection().starts();
        long total = 0;
        for (int i = 0; i < runs; i++) {
            int source = 3 * from[i];
            long offset = resolved[source] + 4L * at[i];
            long both = Memory.getLong(offset);
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
        totalBytes = total;
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

    private void measureRuns(int runs) {
        for (int run = 0; run < runs; run++) {
            int from = selection().sources()[run];
            int at = selection().starts()[run];
            int length = selection().lengths()[run];
            if (length == 0 || length == 1 && isNullable() && isNull(from, at)) {
                addresses[run] = 0;
                extents[run] = 0;
                continue;
            }
            ArrayData source = sources().get(from);
            long first = offset(source, at);
            long previous = first;
            for (int i = 1; i <= length; i++) {
                long next = offset(source, at + (long) i);
                if (previous < 0 || next < previous || next > source.buffer2Bytes()) {
                    throw malformedOffsets(from, at + i - 1, previous, next);
                }
                previous = next;
            }
            addresses[run] = source.buffer2() + first;
            extents[run] = previous - first;
            totalBytes += previous - first;
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

    private void copyValues(int length, long offsets, long bytes) {
        if (offsetBytes == Integer.BYTES && selection().isSingle()) {
            writeSingleOffsets(length, offsets);
        } else {
            writeRunOffsets(offsets);
        }
        long target = bytes;
        for (int run = 0; run < selection().runs(); run++) {
            long extent = extents[run];
            Memory.copy(addresses[run], target, extent);
            target += extent;
        }
    }

    private void writeSingleOffsets(int length, long address) {
        int offset = 0;
        for (int i = 0; i < length; i++) {
            Memory.putInt(address + 4L * i, offset);
            offset += (int) extents[i];
        }
        Memory.putInt(address + 4L * length, offset);
    }

    private void writeRunOffsets(long address) {
        long target = address;
        long base = 0;
        for (int run = 0; run < selection().runs(); run++) {
            int length = selection().lengths()[run];
            if (extents[run] == 0) {
                for (int i = 0; i < length; i++) {
                    target = putOffset(target, base);
                }
                continue;
            }
            ArrayData source = sources().get(selection().sources()[run]);
            long at = selection().starts()[run];
            long shift = base - offset(source, at);
            for (int i = 0; i < length; i++) {
                target = putOffset(target, offset(source, at + i) + shift);
            }
            base += extents[run];
        }
        putOffset(target, base);
    }

    private long putOffset(long target, long offset) {
        return Offsets.put(offsetBytes, target, offset);
    }
}
