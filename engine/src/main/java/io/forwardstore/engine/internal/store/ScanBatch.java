package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.internal.array.ArrayData;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/// One batch of a scan while its columns are read, each into a scope of its own.
///
/// **Threads.** One a column. **Ownership.** Owns the scopes that were not taken.
final class ScanBatch implements AutoCloseable {
    private final long firstRow;
    private final int count;
    private final @Nullable AllocatorScope[] scopes;
    private final ArrayData[] arrays;

    /// @param scopes one for each column
    ScanBatch(long firstRow, int count, List<AllocatorScope> scopes) {
        this.firstRow = firstRow;
        this.count = count;
        this.scopes = scopes.toArray(new @Nullable AllocatorScope[0]);
        this.arrays = new ArrayData[scopes.size()];
    }

    long firstRow() {
        return firstRow;
    }

    int count() {
        return count;
    }

    /// Reads one column.
    void read(int column, ColumnScan scan) throws IOException {
        arrays[column] = scan.next(firstRow, count, scope(column));
    }

    /// A column, once it was read.
    ArrayData array(int column) {
        return arrays[column];
    }

    /// The memory of a column, for the caller to close.
    AllocatorScope takeScope(int column) {
        AllocatorScope scope = scope(column);
        scopes[column] = null;
        return scope;
    }

    private AllocatorScope scope(int column) {
        return Objects.requireNonNull(scopes[column]);
    }

    @Override
    public void close() {
        for (AllocatorScope scope : scopes) {
            if (scope != null) {
                scope.close();
            }
        }
    }
}
