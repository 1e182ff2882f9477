package io.forwardstore.testkit;

import io.forwardstore.ScanOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.data.Dataset;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Stores that write wrongly.
final class BrokenWrites {
    private BrokenWrites() {}

    static List<Broken> all() {
        return List.of(
                writing(
                        "appends only the first batch of a reader",
                        "WRITE-3",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    @Override
                                    public void append(ArrowReader reader) throws IOException {
                                        if (reader.loadNextBatch()) {
                                            append(reader.getVectorSchemaRoot());
                                        }
                                    }
                                }),
                writing("keeps the caller's vectors", "WRITE-4", KeepsVectors::new),
                writing(
                        "matches columns by their order",
                        "WRITE-5",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    @Override
                                    public synchronized void append(VectorSchemaRoot rows) throws IOException {
                                        List<Field> fields = physicalSchema().getFields();
                                        boolean fits = fields.size() == rows.getSchema().getFields().size();
                                        for (int i = 0; fits && i < fields.size(); i++) {
                                            fits =
                                                    fields.get(i)
                                                            .getType()
                                                            .equals(rows.getVector(i).getField().getType());
                                        }
                                        if (!fits) {
                                            super.append(rows.slice(0, 0));
                                            throw new IllegalArgumentException("[" + file + "] price name do not fit");
                                        }
                                        super.append(rows);
                                    }
                                }),
                writing(
                        "adds a row though it refuses the insert",
                        "WRITE-9",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    @Override
                                    public synchronized void insert(Map<String, ? extends @Nullable Object> row)
                                            throws IOException {
                                        try {
                                            super.insert(row);
                                        } catch (IllegalArgumentException e) {
                                            super.insert(Map.of("id", 0L));
                                            throw e;
                                        }
                                    }
                                }),
                writing(
                        "passes over unknown columns of an insert",
                        "WRITE-9 WRITE-18",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    @Override
                                    public synchronized void insert(Map<String, ? extends @Nullable Object> row)
                                            throws IOException {
                                        Map<String, @Nullable Object> known = new HashMap<>(row);
                                        known.keySet().retainAll(List.of("id", "name"));
                                        super.insert(known);
                                    }
                                }),
                writing(
                        "wants every column in an insert",
                        "WRITE-8 WRITE-9 WRITE-14",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    @Override
                                    public synchronized void insert(Map<String, ? extends @Nullable Object> row)
                                            throws IOException {
                                        if (!row.containsKey("name")) {
                                            throw new IllegalArgumentException(
                                                    "[" + file + "] name id price are missing");
                                        }
                                        super.insert(row);
                                    }
                                }),
                writing(
                        "does not flush when it is closed",
                        "WRITE-12",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    private boolean closing;

                                    @Override
                                    public synchronized void flush() throws IOException {
                                        if (!closing) {
                                            super.flush();
                                        }
                                    }

                                    @Override
                                    public synchronized void close() throws IOException {
                                        closing = !isClosed();
                                        super.close();
                                        closing = false;
                                    }
                                }),
                writing(
                        "leaves a temporary file beside its file",
                        "WRITE-11",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    @Override
                                    public synchronized void flush() throws IOException {
                                        super.flush();
                                        Files.write(file.resolveSibling("new.tmp"), new byte[1]);
                                    }
                                }),
                writing(
                        "flushes each row at once",
                        "WRITE-11",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    @Override
                                    public synchronized void append(VectorSchemaRoot rows) throws IOException {
                                        super.append(rows);
                                        flush();
                                    }
                                }),
                writing(
                        "shows rows to scans that began before",
                        "WRITE-15",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    @Override
                                    ArrowReader reader(Dataset rows, ScanOptions options, long end) {
                                        return new NaiveReader(this, rows, options, end) {
                                            @Override
                                            public boolean loadNextBatch() throws IOException {
                                                long rowsNow = store.dataset().rowCount();
                                                if (rowsNow > rows.rowCount() && options.endRow() == Long.MAX_VALUE) {
                                                    throw new IOException(
                                                            "[" + file + "] The table has changed under a scan");
                                                }
                                                return super.loadNextBatch();
                                            }
                                        };
                                    }
                                }),
                writing(
                        "never is full",
                        "WRITE-17",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, Long.MAX_VALUE)),
                writing(
                        "can be written after it was closed",
                        "WRITE-14 WRITE-18",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    @Override
                                    public synchronized void insert(Map<String, ? extends @Nullable Object> row)
                                            throws IOException {
                                        if (!isClosed()) {
                                            super.insert(row);
                                        }
                                    }
                                }),
                writing(
                        "is broken by a flush that fails",
                        "WRITE-13",
                        (file, schema, allocator, maxRows) ->
                                new NaiveWritableStore(file, schema, allocator, maxRows) {
                                    private boolean failed;

                                    @Override
                                    public synchronized void flush() throws IOException {
                                        if (failed) {
                                            throw new IOException("[" + file + "] A flush has failed before");
                                        }
                                        failed = true;
                                        super.flush();
                                        failed = false;
                                    }
                                }));
    }

    interface Store {
        WritableForwardStore create(Path file, Schema schema, BufferAllocator allocator, long maxRows);
    }

    static Broken writing(String what, String rules, Store store) {
        return Broken.of(
                what,
                rules,
                new NaiveStorageProvider() {
                    @Override
                    WritableForwardStore writableStore(
                            Path file, Schema schema, BufferAllocator allocator, long maxRows) {
                        return store.create(file, schema, allocator, maxRows);
                    }
                });
    }

    /// Reads what was appended when it is asked for it.
    private static final class KeepsVectors extends NaiveWritableStore {
        private final List<VectorSchemaRoot> kept = new ArrayList<>();

        KeepsVectors(Path file, Schema schema, BufferAllocator allocator, long maxRows) {
            super(file, schema, allocator, maxRows);
        }

        @Override
        public synchronized void append(VectorSchemaRoot rows) throws IOException {
            super.append(rows);
            kept.add(rows);
        }

        @Override
        public synchronized VectorSchemaRoot fetch(List<String> columns, long[] rowIds) throws IOException {
            VectorSchemaRoot answer = super.fetch(columns, rowIds);
            if (kept.size() == 1 && columns.equals(List.of("id", "name"))) {
                FieldVector now = kept.getFirst().getVector("id");
                for (int i = 0; i < rowIds.length && now.getValueCount() > rowIds[i]; i++) {
                    answer.getVector("id").copyFromSafe((int) rowIds[i], i, now);
                }
            }
            return answer;
        }
    }
}
