package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.MalformedPageException;

import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// A record batch whose structure was checked: every column has the nodes and buffers that its field demands.
///
/// @param metadata where its buffers lie
/// @param starts where each column begins, and the end
record Batch(BatchMetadata metadata, BatchReader.ColumnStart[] starts) {
    /// Checks a batch.
    ///
    /// @param fields the columns' fields as they are stored
    /// @param previous the batch before, with which starts are shared if they are the same
    static Batch check(BatchMetadata metadata, List<Field> fields, @Nullable Batch previous) throws IOException {
        BatchReader reader = new BatchReader(metadata, new BufferExtents(metadata), id -> ArrayData.nulls(0, 0));
        BatchReader.ColumnStart[] starts = new BatchReader.ColumnStart[fields.size() + 1];
        for (int column = 0; column < fields.size(); column++) {
            starts[column] = reader.next();
            reader.read(fields.get(column), metadata.rowCount());
        }
        starts[fields.size()] = reader.next();
        if (2 * starts[fields.size()].node() != metadata.nodes().length) {
            throw new MalformedPageException(
                    metadata.block().offsetBytes(),
                    "expected " + starts[fields.size()].node() + " nodes, found " + metadata.nodes().length / 2);
        }
        if (previous != null && Arrays.equals(previous.starts, starts)) {
            return new Batch(metadata, previous.starts);
        }
        return new Batch(metadata, starts);
    }

    /// The first buffer of a column.
    int firstBuffer(int column) {
        return starts[column].buffer();
    }

    /// The bytes of a column in the file.
    long columnBytes(int column) {
        long bytes = 0;
        for (int buffer = firstBuffer(column); buffer < firstBuffer(column + 1); buffer++) {
            bytes += metadata.bufferBytes(buffer);
        }
        return bytes;
    }
}
