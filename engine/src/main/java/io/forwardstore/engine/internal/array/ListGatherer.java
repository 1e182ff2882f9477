package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadAhead;

/// Gathers lists and maps: the lists of a run lie side by side in the child, so they are one run of its values.
final class ListGatherer extends Gatherer {
    private final int offsetBytes;
    private final Gatherer child;
    private final Sources childSources = new Sources();
    private final Selection childSelection = new Selection();

    /// @param offsetBytes 4 or 8
    ListGatherer(int offsetBytes, Gatherer child) {
        this.offsetBytes = offsetBytes;
        this.child = child;
    }

    @Override
    void planValues(ReadAhead.Plan plan) {
        planFirstBuffer(offsetBytes, 1, plan);
    }

    /// Where the values lie is known when the offsets were read.
    @Override
    public void planWrite(ReadAhead.Plan plan) {
        child.planMeasure(childSources, childSelection, plan);
        child.planWrite(plan);
    }

    @Override
    long measureValues(PageScope scope) {
        childSources.setChildren(sources(), 0);
        childSelection.clear();
        childSelection.ensureCapacity(selection().runs());
        for (int run = 0; run < selection().runs(); run++) {
            addChildRun(selection().sources()[run], selection().starts()[run], selection().lengths()[run]);
        }
        return aligned((length() + 1L) * offsetBytes) + child.measure(childSources, childSelection, scope);
    }

    private void addChildRun(int from, int at, int length) {
        if (length == 0 || length == 1 && isNullable() && isNull(from, at)) {
            childSelection.addRun(from, 0, 0);
            return;
        }
        ArrayData source = sources().get(from);
        int childLength = source.child().length();
        long first = offset(source, at);
        long previous = first;
        for (int i = 1; i <= length; i++) {
            long next = offset(source, at + (long) i);
            if (previous < 0 || next < previous || next > childLength) {
                throw malformed(
                        from,
                        "expected ascending list offsets up to "
                                + childLength
                                + ", found "
                                + previous
                                + " and "
                                + next
                                + " for value "
                                + (at + i - 1)
                                + " of the page");
            }
            previous = next;
        }
        childSelection.addRun(from, (int) first, (int) (previous - first));
    }

    private long offset(ArrayData source, long index) {
        return Offsets.get(offsetBytes, source.buffer1(), index);
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        long target = address;
        long base = 0;
        for (int run = 0; run < selection().runs(); run++) {
            int lists = selection().lengths()[run];
            int values = childSelection.lengths()[run];
            if (lists == 1 || values == 0) {
                for (int i = 0; i < lists; i++) {
                    target = putOffset(target, base);
                }
            } else {
                target = writeRunOffsets(run, base, target);
            }
            base += values;
        }
        putOffset(target, base);
        ArrayData values = child.write(address + aligned((length + 1L) * offsetBytes));
        return ArrayData.nested(length, nullCount, validity, address, 0, new ArrayData[] {values}, 0);
    }

    private long writeRunOffsets(int run, long base, long address) {
        ArrayData source = sources().get(selection().sources()[run]);
        long at = selection().starts()[run];
        long shift = base - offset(source, at);
        long target = address;
        for (int i = 0; i < selection().lengths()[run]; i++) {
            target = putOffset(target, offset(source, at + i) + shift);
        }
        return target;
    }

    private long putOffset(long target, long offset) {
        return Offsets.put(offsetBytes, target, offset);
    }
}
