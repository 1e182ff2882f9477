package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.DenseUnions;
import io.forwardstore.engine.internal.array.LayoutTree;

import java.io.IOException;

/// Scans a column with dense unions, in arrays that Arrow's Java vectors can hold.
///
/// @param tree the column's field as it is shown
record DenseUnionScan(ColumnScan scan, LayoutTree tree) implements ColumnScan {
    @Override
    public ArrayData next(long firstRow, int count, PageScope scope) throws IOException {
        return DenseUnions.forVectors(tree, scan.next(firstRow, count, scope), scope);
    }

    @Override
    public boolean isCostly() {
        return scan.isCostly();
    }

    @Override
    public boolean canPrepare(long endRow) {
        return scan.canPrepare(endRow);
    }

    @Override
    public void prepare() {
        scan.prepare();
    }

    @Override
    public boolean isPreparing() {
        return scan.isPreparing();
    }

    @Override
    public void close() {
        scan.close();
    }
}
