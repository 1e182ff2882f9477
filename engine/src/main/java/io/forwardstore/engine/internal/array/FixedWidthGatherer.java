package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadAhead;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.FieldVector;

/// Gathers values of a fixed number of bytes: one loop for each width that the hardware moves at once.
final class FixedWidthGatherer extends Gatherer {
    private final int width;
    private long[] values = new long[8];
    private long[] addresses = {};
    private long[] extents = {};

    /// @param width bytes of a value, from 0
    FixedWidthGatherer(int width) {
        this.width = width;
    }

    @Override
    void planValues(ReadAhead.Plan plan) {
        planFirstBuffer(width, 0, plan);
    }

    @Override
    long measureValues(PageScope scope) {
        values = grown(values, sources().count());
        for (int i = 0; i < sources().count(); i++) {
            values[i] = sources().get(i).buffer1();
        }
        return aligned((long) length() * width);
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        copyValues(length, address);
        return ArrayData.fixedWidth(length, nullCount, validity, address, 0);
    }

    @Override
    public void write(long address, FieldVector vector, LayoutTree tree, VectorLoader loader) {
        writeValidity(address, loader);
        long target = address + validityBytes();
        copyValues(length(), target);
        loader.loadFixedWidth(vector, length(), target, (long) length() * width);
    }

    /// All loops in one method, of more bytecodes than HotSpot inlines: inlined where much else is, they might find
    /// that used up which the compiler allows a method, and call for each value.
    private void copyValues(int count, long address) {
        int[] from = selection().sources();
        int[] at = selection().starts();
        if (!selection().isSingle()) {
            int[] lengths = selection().lengths();
            int runs = selection().runs();
            addresses = grown(addresses, runs);
            extents = grown(extents, runs);
            for (int run = 0; run < runs; run++) {
                addresses[run] = values[from[run]] + (long) width * at[run];
                extents[run] = (long) width * lengths[run];
            }
            Memory.copyAll(addresses, extents, runs, address);
            return;
        }
        switch (width) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    Memory.putByte(address + i, Memory.getByte(values[from[i]] + at[i]));
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    Memory.putShort(address + 2L * i, Memory.getShort(values[from[i]] + 2L * at[i]));
                }
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    Memory.putInt(address + 4L * i, Memory.getPlainInt(values[from[i]] + 4L * at[i]));
                }
            }
            case 8 -> {
                for (int i = 0; i < count; i++) {
                    Memory.putLong(address + 8L * i, Memory.getLong(values[from[i]] + 8L * at[i]));
                }
            }
            case 16 -> {
                for (int i = 0; i < count; i++) {
                    long source = values[from[i]] + 16L * at[i];
                    long target = address + 16L * i;
                    Memory.putLong(target, Memory.getLong(source));
                    Memory.putLong(target + 8, Memory.getLong(source + 8));
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    Memory.copy(values[from[i]] + (long) width * at[i], address + (long) width * i, width);
                }
            }
        }
    }
}
