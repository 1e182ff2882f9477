package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

/// Gathers run-end encoded values into runs of their own: neighbours that came from the same run become one.
///
/// The sources' run ends must ascend ([ArrayChecks#checkRunEnds]).
final class RunEndGatherer extends Gatherer {
    private final int runEndBytes;
    private final Gatherer values;
    private final Sources valueSources = new Sources();
    private final Selection valueSelection = new Selection();
    private int[] runEnds = new int[16];
    private int runCount;

    /// @param runEndBytes 2, 4 or 8
    RunEndGatherer(int runEndBytes, Gatherer values) {
        this.runEndBytes = runEndBytes;
        this.values = values;
    }

    @Override
    boolean hasValidity() {
        return false;
    }

    @Override
    long measureValues(PageScope scope) {
        valueSources.setChildren(sources(), 1);
        valueSelection.clear();
        runCount = 0;
        int logical = 0;
        for (int run = 0; run < selection().runs(); run++) {
            int length = selection().lengths()[run];
            addRuns(selection().sources()[run], selection().starts()[run], length, logical);
            logical += length;
        }
        if (runEndBytes == Short.BYTES && logical > Short.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Cannot gather " + logical + " run-end encoded values: 16-bit run ends reach " + Short.MAX_VALUE);
        }
        return runEndsBytes() + values.measure(valueSources, valueSelection, scope);
    }

    private void addRuns(int from, int start, int length, int logical) {
        ArrayData ends = sources().get(from).children()[0];
        int physical = findRun(ends, runEndBytes, start);
        int done = 0;
        while (done < length) {
            if (physical >= ends.length()) {
                throw malformed(from, "expected run ends to reach value " + (start + done));
            }
            long end = runEnd(ends, runEndBytes, physical);
            done = (int) Math.min(length, end - start);
            addRun(from, physical, logical + done);
            physical++;
        }
    }

    private void addRun(int from, int physical, int end) {
        runEnds = grown(runEnds, runCount + 1);
        int last = valueSelection.runs() - 1;
        boolean same = last >= 0 && valueSelection.sources()[last] == from && valueSelection.starts()[last] == physical;
        if (!same) {
            valueSelection.add(from, physical);
            runCount++;
        }
        runEnds[runCount - 1] = end;
    }

    /// The first run that ends behind a value.
    static int findRun(ArrayData ends, int runEndBytes, int value) {
        int low = 0;
        int high = ends.length();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runEnd(ends, runEndBytes, middle) > value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    static long runEnd(ArrayData ends, int runEndBytes, int run) {
        long values = ends.buffer1();
        return switch (runEndBytes) {
            case Short.BYTES -> Memory.getShort(values + 2L * run);
            case Integer.BYTES -> Memory.getInt(values + 4L * run);
            default -> Memory.getLong(values + 8L * run);
        };
    }

    static void putRunEnd(long address, int runEndBytes, int run, int end) {
        switch (runEndBytes) {
            case Short.BYTES -> Memory.putShort(address + 2L * run, (short) end);
            case Integer.BYTES -> Memory.putInt(address + 4L * run, end);
            default -> Memory.putLong(address + 8L * run, end);
        }
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        Bits.setAll(address, 0, runCount);
        long endsAddress = address + aligned(Bits.bytesFor(runCount));
        for (int run = 0; run < runCount; run++) {
            putRunEnd(endsAddress, runEndBytes, run, runEnds[run]);
        }
        ArrayData ends = ArrayData.fixedWidth(runCount, 0, address, endsAddress, 0);
        ArrayData written = values.write(address + runEndsBytes());
        return ArrayData.nested(length, 0, 0, 0, 0, new ArrayData[] {ends, written}, 0);
    }

    /// Validity and run ends.
    private long runEndsBytes() {
        return aligned(Bits.bytesFor(runCount)) + aligned((long) runCount * runEndBytes);
    }
}
