package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Bits;
import io.forwardstore.engine.internal.array.LayoutTree;
import io.forwardstore.engine.internal.array.VectorLoader;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.FieldVector;

/// Fetches the row-id pseudo column.
final class RowIdFetch implements ColumnFetch {
    private long[] rowIds = {};

    @Override
    public long measure(FetchContext context) {
        rowIds = context.rowIds();
        return aligned(Bits.bytesFor(rowIds.length)) + aligned((long) rowIds.length * Long.BYTES);
    }

    @Override
    public void write(long address, FieldVector vector, LayoutTree tree, VectorLoader loader) {
        int length = rowIds.length;
        Bits.setAll(address, 0, length);
        long values = address + aligned(Bits.bytesFor(length));
        for (int i = 0; i < length; i++) {
            Memory.putLong(values + (long) Long.BYTES * i, rowIds[i]);
        }
        rowIds = new long[0];
        loader.load(vector, tree, ArrayData.fixedWidth(length, 0, address, values, 0));
    }

    private static long aligned(long bytes) {
        return (bytes + 63) & -64;
    }
}
