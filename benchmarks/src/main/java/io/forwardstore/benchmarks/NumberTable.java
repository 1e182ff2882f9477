package io.forwardstore.benchmarks;

import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// A table of `float64` columns, `c0` and so on, as long and as wide as wanted; an uncompressed Arrow IPC file.
///
/// @param rows the number of rows
/// @param columns the number of columns
record NumberTable(long rows, int columns) {
    private static final int BATCH_ROWS = 65_536;

    /// The value of a cell.
    static double value(long row, int column) {
        return row * 0.25 + column;
    }

    /// The names of the first columns.
    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(column -> "c" + column).toList();
    }

    /// The file, written unless it is there.
    Path file() throws IOException {
        return BenchmarkTable.files().once("numbers-%d-%d.arrow".formatted(rows, columns), this::write);
    }

    private void write(Path target) throws IOException {
        FieldType type = FieldType.notNullable(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
        Schema schema = new Schema(names(columns).stream().map(name -> new Field(name, type, List.of())).toList());
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator);
                TableWriter writer = TableWriters.create(target, schema, WriteOptions.arrow())) {
            for (long first = 0; first < rows; first += BATCH_ROWS) {
                int count = (int) Math.min(BATCH_ROWS, rows - first);
                for (int column = 0; column < columns; column++) {
                    fill((Float8Vector) batch.getVector(column), column, first, count);
                }
                batch.setRowCount(count);
                writer.write(batch);
            }
            writer.commit();
        }
    }

    private static void fill(Float8Vector vector, int column, long first, int count) {
        vector.allocateNew(count);
        for (int i = 0; i < count; i++) {
            vector.set(i, value(first + i, column));
        }
        vector.setValueCount(count);
    }

    /// Reads every value of an answer.
    static double sum(VectorSchemaRoot answer) {
        double sum = 0;
        for (var vector : answer.getFieldVectors()) {
            Float8Vector values = (Float8Vector) vector;
            for (int row = 0; row < answer.getRowCount(); row++) {
                sum += values.get(row);
            }
        }
        return sum;
    }

    /// Checks an answer to a fetch of the first columns.
    static void check(VectorSchemaRoot answer, long[] wanted) {
        for (int column = 0; column < answer.getFieldVectors().size(); column++) {
            Float8Vector values = (Float8Vector) answer.getVector(column);
            for (int i = 0; i < wanted.length; i++) {
                if (values.get(i) != value(wanted[i], column)) {
                    throw new IllegalStateException("Wrong value in row " + wanted[i] + ", column " + column);
                }
            }
        }
    }
}
