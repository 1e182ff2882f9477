package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Scans a column that must be decoded.
final class CursorScan implements ColumnScan {
    private final Column column;
    private @Nullable ColumnCursor cursor;

    CursorScan(Column column) {
        this.column = column;
    }

    @Override
    public ArrayData next(long firstRow, int count, PageScope scope) throws IOException {
        if (cursor == null) {
            cursor = column.cursor(firstRow);
        }
        return cursor.next(count, scope);
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
