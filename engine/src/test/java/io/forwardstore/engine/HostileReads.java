package io.forwardstore.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.CorruptFileException;
import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Reads hostile bytes in every way there is, and shows that they end in data or in a refusal.
public final class HostileReads {
    /// The most memory that a small hostile file may make a reader take.
    public static final long LIMIT_BYTES = 256L << 20;

    private static final int MAX_ROWS = 1_000;

    private HostileReads() {}

    /// How reading ended.
    public enum Outcome {
        DATA,
        REFUSED
    }

    /// Reads all of a file. Anything but data or a refusal that names the file is thrown on; so is a leak.
    public static Outcome read(String name, byte[] content, long seed) throws IOException {
        try (BufferAllocator allocator = new RootAllocator(LIMIT_BYTES)) {
            StorageOptions options = StorageOptions.defaults().with(allocator);
            Outcome outcome = Outcome.DATA;
            try (ForwardStore store =
                    new TableStore(TableFiles.open(new ResidentFileSource(name, content), options), allocator)) {
                outcome = readColumns(store, name, seed);
            } catch (IOException e) {
                requireRefusal(e, name);
                outcome = Outcome.REFUSED;
            }
            assertEquals(0, allocator.getAllocatedMemory(), "bytes leaked by " + name);
            return outcome;
        }
    }

    private static Outcome readColumns(ForwardStore store, String name, long seed) throws IOException {
        Outcome outcome = Outcome.DATA;
        for (Field field : store.physicalSchema().getFields()) {
            List<String> column = List.of(field.getName());
            for (Read read :
                    List.<Read>of(
                            () -> scan(store, ScanOptions.of(column).rows(0, Math.min(MAX_ROWS, store.rowCount()))),
                            () ->
                                    scan(
                                            store,
                                            ScanOptions.of(column)
                                                    .rows(0, Math.min(MAX_ROWS, store.rowCount()))
                                                    .batchSize(7)),
                            () -> fetch(store, column, seed))) {
                try {
                    read.run();
                } catch (IOException e) {
                    requireRefusal(e, name);
                    outcome = Outcome.REFUSED;
                } catch (IllegalArgumentException e) {
                    assertTrue(
                            e.getMessage().contains("mbiguous")
                                    || e.getMessage().contains("more than one child")
                                    || e.getMessage().contains("Cannot read column")
                                    || e.getMessage().contains("Cannot gather"),
                            e.getMessage());
                    outcome = Outcome.REFUSED;
                }
            }
        }
        return outcome;
    }

    private static void requireRefusal(IOException e, String name) throws IOException {
        if (!(e instanceof CorruptFileException) && !e.getMessage().contains("Cannot read")) {
            throw e;
        }
        assertTrue(e.getMessage().startsWith("[" + name + "] "), e.getMessage());
    }

    private static void scan(ForwardStore store, ScanOptions options) throws IOException {
        try (ArrowReader reader = store.scan(options)) {
            while (reader.loadNextBatch()) {
                touch(reader.getVectorSchemaRoot());
            }
        }
    }

    private static void fetch(ForwardStore store, List<String> columns, long seed) throws IOException {
        if (store.rowCount() == 0) {
            return;
        }
        long[] rows = new Random(seed).longs(20, 0, store.rowCount()).toArray();
        try (VectorSchemaRoot result = store.fetch(columns, rows)) {
            touch(result);
        }
    }

    /// Reads every value through Arrow's own accessors.
    private static void touch(VectorSchemaRoot root) {
        List<Object> values = new ArrayList<>();
        for (FieldVector vector : root.getFieldVectors()) {
            for (int i = 0; i < root.getRowCount(); i++) {
                try {
                    Object value = vector.getObject(i);
                    values.add(value == null ? "null" : value);
                } catch (ArithmeticException | java.time.DateTimeException e) {
                    // A number that is no date is still a value.
                    values.add(e);
                }
            }
        }
        assertEquals(root.getRowCount() * root.getFieldVectors().size(), values.size());
    }

    @FunctionalInterface
    private interface Read {
        void run() throws IOException;
    }
}
