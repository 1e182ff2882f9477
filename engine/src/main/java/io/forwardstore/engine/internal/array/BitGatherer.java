package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.ReadAhead;
import io.forwardstore.engine.internal.memory.Memory;

/// Gathers bits.
final class BitGatherer extends Gatherer {
    @Override
    void planValues(ReadAhead.Plan plan) {
        for (int run = 0; run < selection().runs(); run++) {
            planBits(sources().get(selection().sources()[run]).buffer1(), run, plan);
        }
    }

    @Override
    long measureValues(PageScope scope) {
        return aligned(Bits.bytesFor(length()));
    }

    @Override
    ArrayData writeValues(int length, int nullCount, long validity, long address) {
        if (selection().isSingle()) {
            writeSingle(address);
        } else {
            writeRuns(address);
        }
        return ArrayData.fixedWidth(length, nullCount, validity, address, 0);
    }

    private void writeSingle(long address) {
        int[] from = selection().sources();
        int[] at = selection().starts();
        int count = selection().runs();
        for (int first = 0; first < count; first += Byte.SIZE) {
            int end = Math.min(count, first + Byte.SIZE);
            int bits = 0;
            for (int i = first; i < end; i++) {
                long values = sources().get(from[i]).buffer1();
                bits |= (Memory.getByte(values + (at[i] >>> 3)) >>> (at[i] & 7) & 1) << (i - first);
            }
            Memory.putByte(address + (first >>> 3), (byte) bits);
        }
    }

    private void writeRuns(long address) {
        long bit = 0;
        for (int run = 0; run < selection().runs(); run++) {
            long values = sources().get(selection().sources()[run]).buffer1();
            int length = selection().lengths()[run];
            Bits.copy(values, selection().starts()[run], address, bit, length);
            bit += length;
        }
    }
}
