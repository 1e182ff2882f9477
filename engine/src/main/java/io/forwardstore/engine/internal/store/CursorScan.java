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
    private volatile @Nullable ColumnCursor cursor;
    private long position;

    CursorScan(Column column) {
        this.column = column;
    }

    @Override
    public ArrayData next(long firstRow, int count, PageScope scope) throws IOException {
        ColumnCursor open = cursor;
        if (open == null || position != firstRow) {
            close();
            open = column.cursor(firstRow);
            cursor = open;
        }
        position = NOWHERE;
        ArrayData rows = open.next(count, scope);
        position = firstRow + count;
        return rows;
    }

    @Override
    public boolean isCostly() {
        return true;
    }

    @Override
    public boolean canPrepare(long endRow) {
        ColumnCursor open = cursor;
        return open != null && open.canPrepare(endRow);
    }

    @Override
    public void prepare() {
        ColumnCursor open = cursor;
        if (open != null) {
            open.prepare();
        }
    }

    @Override
    public boolean isPreparing() {
        ColumnCursor open = cursor;
        return open != null && open.isPreparing();
    }

    @Override
    public void close() {
        ColumnCursor open = cursor;
        if (open != null) {
            open.close();
            cursor = null;
        }
    }
}
