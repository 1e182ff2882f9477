package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;

/// Gathers list views. Each list becomes a run of the child's values of its own, so the copies lie in order even if the
/// sources' lists overlapped.
final class ListViewGatherer extends Gatherer {
    private final int offsetBytes;
    private final Gatherer child;
    private final Sources childSources = new Sources();
    private final Selection childSelection = new Selection();

    /// @param offsetBytes 4 or 8
    ListViewGatherer(int offsetBytes, Gatherer child) {
        this.offsetBytes = offsetBytes;
        this.child = child;
    }

    @Override
    long measureValues(PageScope scope) {
        childSources.setChildren(sources(), 0);
        childSelection.clear();
        childSelection.ensureCapacity(length());
        for (int run = 0; run < selection().runs(); run++) {
            int from = selection().sources()[run];
            int start = selection().starts()[run];
            for (int i = 0; i < selection().lengths()[run]; i++) {
                addChildRun(from, start + i);
            }
        }
        return 2 * aligned((long) length() * offsetBytes) + child.measure(childSources, childSelection, scope);
    }

    private void addChildRun(int from, int at) {
        if (isNullable() && isNull(from, at)) {
            childSelection.addRun(from, 0, 0);
            return;
        }
        ArrayData source = sources().get(from);
        long offset = number(source.buffer1(), at);
        long size = number(source.buffer2(), at);
        int childLength = source.child().length();
        if (offset < 0 || size < 0 || offset > childLength || size > childLength - offset) {
            throw malformed(
                    from,
                    "expected a list within "
                            + childLength
                            + " values, found offset "
                            + offset
                            + " and size "
                            + size
                            + " for value "
                            + at
                            + " of the page");
        }
        childSelection.addRun(from, (int) offset, (int) size);
    }

    private long number(long buffer, int index) {
        return Offsets.get(offsetBytes, buffer, index);
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        long sizes = address + aligned((long) length * offsetBytes);
        long offset = 0;
        for (int i = 0; i < length; i++) {
            int size = childSelection.lengths()[i];
            putNumber(address, i, offset);
            putNumber(sizes, i, size);
            offset += size;
        }
        ArrayData values = child.write(sizes + aligned((long) length * offsetBytes));
        return ArrayData.nested(length, nullCount, validity, address, sizes, new ArrayData[] {values}, 0);
    }

    private void putNumber(long buffer, int index, long number) {
        Offsets.put(offsetBytes, buffer + (long) offsetBytes * index, number);
    }
}
