package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Memory;

/// Scans the row-id pseudo column.
final class RowIdScan implements ColumnScan {
    @Override
    public ArrayData next(long firstRow, int count, PageScope scope) {
        long values = scope.allocate((long) count * Long.BYTES);
        for (int i = 0; i < count; i++) {
            Memory.putLong(values + (long) Long.BYTES * i, firstRow + i);
        }
        return ArrayData.fixedWidth(count, 0, 0, values, 0);
    }

    @Override
    public boolean isCostly() {
        return false;
    }

    @Override
    public void close() {}
}
