package io.forwardstore.testkit;

import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Format;
import io.forwardstore.testkit.data.VectorValues;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A writable store that puts a new list of blocks in place of the old one with every change.
class NaiveWritableStore extends NaiveStore implements WritableForwardStore {
    private final long maxRows;

    NaiveWritableStore(Path file, Schema schema, BufferAllocator allocator, long maxRows) {
        super(file, Dataset.of("new", schema, List.of()), allocator);
        this.maxRows = maxRows;
    }

    @Override
    public synchronized void append(VectorSchemaRoot rows) throws IOException {
        requireOpen();
        requireSchema(rows.getSchema());
        List<List<@Nullable Object>> columns = new ArrayList<>();
        for (Field field : physicalSchema().getFields()) {
            FieldVector vector = rows.getVector(field.getName());
            columns.add(VectorValues.all(vector));
        }
        add(new Dataset.Block(rows.getRowCount(), columns));
    }

    private void requireSchema(Schema schema) {
        for (Field field : schema.getFields()) {
            require(has(physicalSchema(), field), "Unknown column '" + field.getName() + "'");
        }
        for (Field field : physicalSchema().getFields()) {
            require(has(schema, field), "Missing column '" + field.getName() + "'");
        }
    }

    private static boolean has(Schema schema, Field field) {
        return schema.getFields().stream()
                .anyMatch(other -> other.getName().equals(field.getName()) && other.getType().equals(field.getType()));
    }

    @Override
    public void append(ArrowReader reader) throws IOException {
        while (reader.loadNextBatch()) {
            append(reader.getVectorSchemaRoot());
        }
    }

    @Override
    public synchronized void insert(Map<String, ? extends @Nullable Object> row) throws IOException {
        requireOpen();
        for (String name : row.keySet()) {
            require(physicalSchema().getFields().stream().anyMatch(f -> f.getName().equals(name)), name);
        }
        List<List<@Nullable Object>> columns = new ArrayList<>();
        for (Field field : physicalSchema().getFields()) {
            Object value = row.get(field.getName());
            require(value != null || field.isNullable(), "Missing value of '" + field.getName() + "'");
            require(fits(field, value), "Wrong type of value for '" + field.getName() + "'");
            List<@Nullable Object> values = new ArrayList<>();
            values.add(value);
            columns.add(values);
        }
        add(new Dataset.Block(1, columns));
    }

    private static boolean fits(Field field, @Nullable Object value) {
        return value == null
                || (field.getType() instanceof ArrowType.Utf8 ? value instanceof String : value instanceof Long);
    }

    private void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalArgumentException("[" + file + "] Cannot write: " + reason);
        }
    }

    private void add(Dataset.Block block) {
        if (dataset().rowCount() + block.rowCount() > maxRows) {
            throw new IllegalStateException("[" + file + "] Cannot write: the table is full");
        }
        List<Dataset.Block> blocks = new ArrayList<>(dataset().blocks());
        blocks.add(block);
        replace(Dataset.of("new", dataset().schema(), blocks));
    }

    @Override
    public synchronized void flush() throws IOException {
        requireOpen();
        byte[] content = dataset().bytes(Format.ARROW_IPC);
        NaiveStorageProvider.remember(content, dataset());
        if (!Files.isDirectory(file.resolveSibling(""))) {
            throw new FileSystemException(null, null, "[" + file + "] Cannot flush: no directory");
        }
        Files.write(file, content);
    }

    @Override
    public boolean isFull() {
        return dataset().rowCount() >= maxRows;
    }

    @Override
    public synchronized void close() throws IOException {
        if (!isClosed()) {
            try {
                flush();
            } finally {
                super.close();
            }
        }
    }
}
