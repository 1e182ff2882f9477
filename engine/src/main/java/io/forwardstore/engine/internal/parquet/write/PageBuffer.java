package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.BufferAllocator;

import java.util.ArrayList;
import java.util.List;

/// Levels and values of pages that are not encoded yet: a byte a level, values in PLAIN encoding.
///
/// **State.** Whole pages and the one being filled. **Threads.** One at a time. **Ownership.** Owns its memory until
/// [#close].
final class PageBuffer implements AutoCloseable {
    private final LeafPath leaf;
    private final GrowingBuffer repetitions;
    private final GrowingBuffer definitions;
    private final GrowingBuffer values;
    private final Slots slots = new Slots();
    private final Slots spareSlots = new Slots();
    private final List<Page> pages = new ArrayList<>();
    private int rowCount;
    private int entryCount;
    private int valueCount;
    private long entryStart;
    private long valueStart;

    /// A page.
    ///
    /// @param entryStart its first level's place among all that are held
    /// @param valueStart its first value's byte among all that are held
    record Page(int rowCount, int entryCount, int valueCount, long entryStart, long valueStart, long valueBytes) {}

    PageBuffer(LeafPath leaf, BufferAllocator allocator) {
        this.leaf = leaf;
        this.repetitions = new GrowingBuffer(allocator);
        this.definitions = new GrowingBuffer(allocator);
        this.values = new GrowingBuffer(allocator);
    }

    /// Rows of the page being filled.
    int rowCount() {
        return rowCount;
    }

    /// Bytes of the page being filled, about.
    long pageBytes() {
        return values.sizeBytes() - valueStart + (leaf.definition() > 0 ? entryCount / Byte.SIZE : 0);
    }

    /// The whole pages.
    List<Page> pages() {
        return pages;
    }

    /// Bytes of all values held.
    long valueBytes() {
        return values.sizeBytes();
    }

    long repetitionsOf(Page page) {
        return repetitions.address() + page.entryStart;
    }

    long definitionsOf(Page page) {
        return definitions.address() + page.entryStart;
    }

    long valuesOf(Page page) {
        return values.address() + page.valueStart;
    }

    /// Adds rows of the leaf's top-level column to the page being filled.
    void append(ArrayData column, int from, int rows) {
        rowCount += rows;
        if (leaf.isFlat() && hasNoNulls(column)) {
            appendPlain(column, from, rows);
            return;
        }
        slots.beginRows(from, rows);
        LeafPath.Shredded shredded = leaf.shred(column, slots, spareSlots);
        appendEntries(shredded.slots());
        appendValues(shredded.array(), shredded.slots());
    }

    private boolean hasNoNulls(ArrayData column) {
        ArrayData array = column;
        for (Step step : leaf.steps()) {
            if (array.validity() != 0 || step instanceof Step.AllNull) {
                return false;
            }
            array = step.into(array);
        }
        return array.validity() == 0;
    }

    private void appendPlain(ArrayData column, int from, int rows) {
        ArrayData array = column;
        for (Step step : leaf.steps()) {
            step.follow(array, spareSlots, slots);
            array = step.into(array);
        }
        if (leaf.definition() > 0) {
            Memory.fill(definitions.extend(rows), rows, (byte) leaf.definition());
        }
        leaf.type().values().append(array, from, rows, values);
        entryCount += rows;
        valueCount += rows;
    }

    private void appendEntries(Slots entries) {
        int count = entries.count;
        for (int i = 0; i < count; i++) {
            if (entries.values[i] != Slots.ENDED) {
                entries.definitions[i] = (byte) leaf.definition();
            }
        }
        if (leaf.repetition() > 0) {
            Memory.copyFromArray(entries.repetitions, 0, repetitions.extend(count), count);
        }
        if (leaf.definition() > 0) {
            Memory.copyFromArray(entries.definitions, 0, definitions.extend(count), count);
        }
        entryCount = Math.addExact(entryCount, count);
    }

    /// Adds the values of entries, those that stand side by side at once.
    private void appendValues(ArrayData array, Slots entries) {
        PlainValues plain = leaf.type().values();
        int start = 0;
        int run = 0;
        for (int i = 0; i < entries.count; i++) {
            int value = entries.values[i];
            if (value == Slots.ENDED) {
                continue;
            }
            if (value != start + run || run == 0) {
                appendRun(plain, array, start, run);
                start = value;
                run = 0;
            }
            run++;
            valueCount++;
        }
        appendRun(plain, array, start, run);
    }

    private void appendRun(PlainValues plain, ArrayData array, int start, int run) {
        if (run > 0) {
            if (start + (long) run > array.length()) {
                throw new IllegalArgumentException(
                        "values up to " + (start + (long) run) + " of an array of " + array.length());
            }
            plain.append(array, start, run, values);
        }
    }

    /// Ends the page being filled.
    void endPage() {
        pages.add(new Page(rowCount, entryCount, valueCount, entryStart, valueStart, values.sizeBytes() - valueStart));
        entryStart += entryCount;
        valueStart = values.sizeBytes();
        rowCount = 0;
        entryCount = 0;
        valueCount = 0;
    }

    /// Drops the whole pages; there is none being filled.
    void clear() {
        repetitions.truncate(0);
        definitions.truncate(0);
        values.truncate(0);
        pages.clear();
        entryStart = 0;
        valueStart = 0;
    }

    @Override
    public void close() {
        repetitions.close();
        definitions.close();
        values.close();
    }
}
