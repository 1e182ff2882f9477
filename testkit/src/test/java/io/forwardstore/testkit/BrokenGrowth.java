package io.forwardstore.testkit;

import io.forwardstore.testkit.data.Dataset;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Stores that take rows wrongly.
final class BrokenGrowth {
    private BrokenGrowth() {}

    static List<Broken> all() {
        return List.of(
                BrokenWrites.writing(
                        "makes tables without the metadata of their schema",
                        "WRITE-1",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, new Schema(schema.getFields()), allocator, maxRows)),
                BrokenWrites.writing(
                        "puts appended rows before those that it has",
                        "WRITE-2 WRITE-11 WRITE-15 *",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    @Override
                                    public synchronized void append(VectorSchemaRoot rows) throws IOException {
                                        super.append(rows);
                                        List<Dataset.Block> blocks = new ArrayList<>(dataset().blocks());
                                        blocks.addFirst(blocks.removeLast());
                                        replace(Dataset.of("new", dataset().schema(), blocks));
                                    }
                                }),
                BrokenWrites.writing(
                        "passes over rows that lack a column and says nothing",
                        "WRITE-6",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    @Override
                                    public synchronized void append(VectorSchemaRoot rows) throws IOException {
                                        int columns = rows.getSchema().getFields().size();
                                        if (columns == schema.getFields().size() || columns > 2) {
                                            super.append(rows);
                                        }
                                    }
                                }),
                BrokenWrites.writing(
                        "shows an inserted row with the next one",
                        "WRITE-7 WRITE-8 WRITE-9 *",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    private @Nullable Map<String, ? extends @Nullable Object> kept;

                                    @Override
                                    public synchronized void insert(Map<String, ? extends @Nullable Object> row)
                                            throws IOException {
                                        Map<String, ? extends @Nullable Object> before = kept;
                                        kept = row;
                                        if (before != null) {
                                            super.insert(before);
                                        }
                                    }
                                }),
                BrokenWrites.writing(
                        "empties the table while it adds to it",
                        "WRITE-16",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    @Override
                                    public synchronized void append(VectorSchemaRoot rows) throws IOException {
                                        Dataset before = dataset();
                                        super.append(rows);
                                        Dataset after = dataset();
                                        replace(Dataset.of("new", before.schema(), List.of()));
                                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                                        replace(after);
                                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                                    }
                                }));
    }
}
