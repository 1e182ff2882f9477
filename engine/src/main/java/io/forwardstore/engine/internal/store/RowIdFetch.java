package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Bits;
import io.forwardstore.engine.internal.memory.Memory;

/// Fetches the row-id pseudo column.
final class RowIdFetch implements ColumnFetch {
    private long[] rowIds = {};

    @Override
    public long measure(FetchContext context) {
        rowIds = context.rowIds();
        return aligned(Bits.bytesFor(rowIds.length)) + aligned((long) rowIds.length * Long.BYTES);
    }

    @Override
    public ArrayData write(long address) {
        int length = rowIds.length;
        Bits.setAll(address, 0, length);
        long values = address + aligned(Bits.bytesFor(length));
        for (int i = 0; i < length; i++) {
            Memory.putLong(values + (long) Long.BYTES * i, rowIds[i]);
        }
        rowIds = new long[0];
        return ArrayData.fixedWidth(length, 0, address, values, 0);
    }

    private static long aligned(long bytes) {
        return (bytes + 63) & -64;
    }
}
