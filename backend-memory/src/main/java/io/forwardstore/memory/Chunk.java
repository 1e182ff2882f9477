package io.forwardstore.memory;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.build.ArrayBuilder;
import io.forwardstore.engine.internal.array.build.IndexShifts;

import org.apache.arrow.vector.types.pojo.Field;

import java.util.List;

/// A run of rows in Arrow layout that grows at its end; what lies before the end never moves within its buffers.
///
/// **Threads.** One writer. Arrays that were built may be read by any thread while rows are added behind them.
final class Chunk implements AutoCloseable {
    private final ChunkMemory.Source memory;
    private final List<ArrayBuilder> builders;
    private final int maxRows;
    private int rowCount;

    Chunk(List<Field> fields, int maxRows, ChunkMemory.Source memory) {
        this.memory = memory;
        this.maxRows = maxRows;
        IndexShifts shifts = new IndexShifts();
        this.builders = fields.stream().map(field -> ArrayBuilder.of(field, memory, shifts)).toList();
    }

    int rowCount() {
        return rowCount;
    }

    boolean isFull() {
        return rowCount == maxRows;
    }

    /// Adds rows as long as they fit.
    ///
    /// @return how many were added
    /// @throws IllegalArgumentException if an array's offsets, sizes or ids lead out of it
    int append(List<ArrayData> columns, int from, int count) {
        int rows = Math.min(count, maxRows - rowCount);
        while (!fits(columns, from, rows)) {
            rows /= 2;
        }
        for (int i = 0; i < builders.size() && rows > 0; i++) {
            builders.get(i).append(columns.get(i), from, rows);
        }
        rowCount += rows;
        return rows;
    }

    private boolean fits(List<ArrayData> columns, int from, int count) {
        for (int i = 0; i < builders.size() && count > 0; i++) {
            if (!builders.get(i).fits(columns.get(i), from, count)) {
                return false;
            }
        }
        return true;
    }

    /// The rows as they are now, for readers.
    ArrayData[] publish() {
        memory.publish();
        return builders.stream().map(ArrayBuilder::build).toArray(ArrayData[]::new);
    }

    @Override
    public void close() {
        builders.forEach(ArrayBuilder::close);
    }
}
