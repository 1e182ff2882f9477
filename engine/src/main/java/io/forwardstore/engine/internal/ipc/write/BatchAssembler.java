package io.forwardstore.engine.internal.ipc.write;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.build.ArrayBuilder;
import io.forwardstore.engine.internal.array.build.CompactArrays;
import io.forwardstore.engine.internal.array.build.IndexShifts;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

import java.util.ArrayList;
import java.util.List;

/// Gathers rows until they make up a record batch.
///
/// **State.** The rows gathered. **Threads.** One at a time. **Ownership.** Owns copies of the rows until [#close].
final class BatchAssembler implements AutoCloseable {
    /// Where rows are large, batches end here rather than at their number of rows.
    private static final long MAXIMUM_BYTES = 256L << 20;

    /// Rows copied between two looks at the size.
    private static final int STEP_ROWS = 8_192;

    private final List<Field> fields;
    private final List<ArrayBuilder> builders;
    private final IndexShifts shifts;
    private final int batchRows;
    private int rowCount;

    BatchAssembler(List<Field> fields, int batchRows, BufferAllocator allocator, IndexShifts shifts) {
        this.fields = fields;
        this.batchRows = batchRows;
        this.shifts = shifts;
        this.builders = fields.stream().map(field -> ArrayBuilder.of(field, allocator, shifts)).toList();
    }

    int rowCount() {
        return rowCount;
    }

    boolean isFull() {
        return rowCount >= batchRows
                || rowCount > 0 && builders.stream().mapToLong(ArrayBuilder::sizeBytes).sum() >= MAXIMUM_BYTES;
    }

    /// True if rows are a whole batch that can go to the file from where it lies.
    boolean takesWhole(List<ArrayData> columns, int from, int count) {
        return rowCount == 0
                && from == 0
                && count == batchRows
                && shifts.areZero()
                && columns.stream().allMatch(column -> column.length() == count);
    }

    /// Adds as many of the rows as make sense before the next look at [#isFull].
    ///
    /// @return how many were added; 0 if what was gathered has to be written first
    int append(List<ArrayData> columns, int from, int count) {
        int rows = Math.min(Math.min(count, STEP_ROWS), batchRows - rowCount);
        while (!fits(columns, from, rows)) {
            if (rowCount > 0) {
                return 0;
            }
            if (rows == 1) {
                break;
            }
            rows /= 2;
        }
        for (int i = 0; i < builders.size(); i++) {
            builders.get(i).append(columns.get(i), from, rows);
        }
        rowCount += rows;
        return rows;
    }

    private boolean fits(List<ArrayData> columns, int from, int count) {
        for (int i = 0; i < builders.size(); i++) {
            if (!builders.get(i).fits(columns.get(i), from, count)) {
                return false;
            }
        }
        return true;
    }

    /// The gathered rows, until [#clear].
    BatchBody body() {
        return BatchBody.of(rowCount, fields, builders.stream().map(ArrayBuilder::build).toList());
    }

    /// A batch of someone else's as it can be written: from where it lies, except for columns that hold more than their
    /// values. Only while nothing is gathered; until [#clear].
    BatchBody bodyOf(List<ArrayData> columns, int rows) {
        List<ArrayData> compact = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ArrayData column = columns.get(i);
            if (!CompactArrays.isCompact(fields.get(i), column)) {
                ArrayBuilder builder = builders.get(i);
                builder.append(column, 0, rows);
                column = builder.build();
            }
            compact.add(column);
        }
        return BatchBody.of(rows, fields, compact);
    }

    void clear() {
        builders.forEach(ArrayBuilder::clear);
        rowCount = 0;
    }

    @Override
    public void close() {
        builders.forEach(ArrayBuilder::close);
    }
}
