package io.forwardstore.cli.internal.output;

import io.forwardstore.cli.internal.value.ValueReader;
import io.forwardstore.cli.internal.value.ValueSink;

import org.apache.arrow.vector.VectorSchemaRoot;

/// A batch's columns, ready to be read value by value.
final class BatchReader {
    private final ValueReader[] columns;

    BatchReader(VectorSchemaRoot batch) {
        columns = new ValueReader[batch.getFieldVectors().size()];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = ValueReader.of(batch.getSchema().getFields().get(column), batch.getVector(column));
        }
    }

    int columnCount() {
        return columns.length;
    }

    void read(int column, int row, ValueSink sink) {
        columns[column].read(row, sink);
    }
}
