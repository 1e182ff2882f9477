package io.forwardstore.engine.data;

import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes random tables.
public final class RandomTables {
    /// Batches of one row, fewer and more than a block's, and none.
    private static final int[] BATCH_ROWS = {1, 100, 37, 0, 250, 100, 3};

    private static final long SEED = 20261122;

    private RandomTables() {}

    /// Writes batches of random rows, the same ones for the same schema.
    ///
    /// @return their rows, column by column
    public static List<List<String>> write(Path file, Schema schema, WriteOptions options, BufferAllocator allocator)
            throws IOException {
        List<List<String>> rows = new ArrayList<>();
        RandomVectors vectors = new RandomVectors(allocator, SEED);
        try (TableWriter writer = TableWriters.create(file, schema, options.withAllocator(allocator))) {
            for (int count : BATCH_ROWS) {
                try (VectorSchemaRoot batch = vectors.batch(schema, count)) {
                    Rows.append(rows, batch);
                    writer.write(batch);
                }
            }
            writer.commit();
        }
        return rows;
    }
}
