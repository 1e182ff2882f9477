package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Scans a column by its cursor; opens another one where rows do not follow, as after a failure.
final class CursorScan implements ColumnScan {
    private static final long NOWHERE = -1;

    private final Column column;
    private @Nullable ColumnCursor cursor;
    private long position;

    CursorScan(Column column) {
        this.column = column;
    }

    @Override
    public ArrayData next(long firstRow, int count, PageScope scope) throws IOException {
        if (cursor == null || position != firstRow) {
            close();
            cursor = column.cursor(firstRow);
        }
        position = NOWHERE;
        ArrayData rows = cursor.next(count, scope);
        position = firstRow + count;
        return rows;
    }

    @Override
    public boolean isCostly() {
        return true;
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
