package io.forwardstore.engine.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import io.forwardstore.CorruptFileException;
import io.forwardstore.DictionaryMode;
import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.CopyingFileSource;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.internal.parquet.ParquetOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.DynamicTest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Reads hostile bytes in every way there is, and shows that they end in data or in a refusal.
public final class HostileReads {
    /// The most memory that a small hostile file may make a reader take, of Arrow's and of the heap's each.
    public static final long LIMIT_BYTES = 256L << 20;

    /// A second is meant; a loaded machine may take longer.
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int MAX_ROWS = 1_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private HostileReads() {}

    /// How reading ended.
    public enum Outcome {
        DATA,
        REFUSED
    }

    /// How reading ended, and what it allocated on the heap.
    public record Result(Outcome outcome, long heapBytes) {}

    /// A test for each of these files.
    public static Stream<DynamicTest> tests(List<Path> files) {
        return files.stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                file.getFileName().toString(),
                                () -> assertTimeoutPreemptively(LIMIT, () -> readAllWays(file))));
    }

    private static void readAllWays(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        long start = System.nanoTime();
        for (int seed = 0; seed < 4; seed++) {
            read(file.toString(), content, seed);
        }
        System.out.println(file.getFileName() + ": " + (System.nanoTime() - start) / 4_000_000 + " ms");
    }

    /// Reads all of a file. Anything but data or a refusal that names the file is thrown on; so is a leak.
    ///
    /// @param seed for the rows fetched, and for how the file is opened: from bytes in place or copied, dictionaries
    ///   decoded or encoded, checksums verified or not
    public static Result read(String name, byte[] content, long seed) throws IOException {
        long heapBefore = THREADS.getCurrentThreadAllocatedBytes();
        try (BufferAllocator allocator = new RootAllocator(LIMIT_BYTES)) {
            Outcome outcome = Outcome.DATA;
            try (ForwardStore store = open(name, content, seed, allocator)) {
                outcome = readColumns(store, name, seed);
            } catch (IOException e) {
                requireRefusal(e, name);
                outcome = Outcome.REFUSED;
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().contains("Cannot show dictionaries encoded"), e.getMessage());
                outcome = Outcome.REFUSED;
            }
            assertEquals(0, allocator.getAllocatedMemory(), "bytes leaked by " + name);
            long heapBytes = THREADS.getCurrentThreadAllocatedBytes() - heapBefore;
            assertTrue(heapBytes < LIMIT_BYTES, () -> "heap allocated for " + name + ": " + heapBytes);
            return new Result(outcome, heapBytes);
        }
    }

    private static ForwardStore open(String name, byte[] content, long seed, BufferAllocator allocator)
            throws IOException {
        FileSource bytes = new ResidentFileSource(name, content);
        StorageOptions options =
                StorageOptions.defaults()
                        .with(allocator)
                        .with(
                                StorageOptions.DICTIONARIES,
                                seed % 4 == 3 ? DictionaryMode.ENCODED : DictionaryMode.DECODED)
                        .with(ParquetOptions.VERIFY_CHECKSUMS, seed % 4 == 2);
        return new TableStore(
                TableFiles.open(seed % 2 == 0 ? bytes : new CopyingFileSource(bytes), options), allocator);
    }

    private static Outcome readColumns(ForwardStore store, String name, long seed) throws IOException {
        Outcome outcome = Outcome.DATA;
        for (Field field : store.physicalSchema().getFields()) {
            ScanOptions scan = ScanOptions.of(field.getName()).rows(0, Math.min(MAX_ROWS, store.rowCount()));
            for (Read read :
                    List.<Read>of(
                            () -> scan(store, scan),
                            () -> scan(store, scan.batchSize(7)),
                            () -> fetch(store, field.getName(), seed))) {
                outcome = isRead(read, name) ? outcome : Outcome.REFUSED;
            }
        }
        return outcome;
    }

    /// False if the read was refused.
    private static boolean isRead(Read read, String name) throws IOException {
        try {
            read.run();
            return true;
        } catch (IOException e) {
            requireRefusal(e, name);
        } catch (IllegalArgumentException e) {
            assertTrue(
                    Stream.of("mbiguous", "more than one child", "Cannot read column", "Cannot gather")
                            .anyMatch(e.getMessage()::contains),
                    e.getMessage());
        }
        return false;
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

    private static void fetch(ForwardStore store, String column, long seed) throws IOException {
        if (store.rowCount() == 0) {
            return;
        }
        long[] rows = new Random(seed).longs(20, 0, store.rowCount()).toArray();
        try (VectorSchemaRoot result = store.fetch(List.of(column), rows)) {
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
                } catch (ArithmeticException | DateTimeException e) {
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
