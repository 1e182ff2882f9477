package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Appending and flushing 1,000,000 rows of numbers, strings, lists and vectors of 128 floats, beside what copying and
/// `dd` cost on the same machine in the same minute.
///
/// Run alone, with a heap of at least 1 GiB and 3 GiB beside it: `-Dforwardstore.throughput=true`.
@EnabledIfSystemProperty(named = "forwardstore.throughput", matches = "true")
final class ThroughputTest {
    private static final int ROWS = 1_000_000;
    private static final int BATCH_ROWS = 65_536;
    private static final int ROUNDS = 3;
    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            Field.notNullable("id", new ArrowType.Int(64, true)),
                            Field.notNullable("category", new ArrowType.Utf8()),
                            Field.notNullable("title", new ArrowType.Utf8()),
                            Field.notNullable("price", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                            Field.nullable("score", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
                            Field.notNullable("ts", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
                            Field.notNullable("flag", new ArrowType.Bool()),
                            new Field(
                                    "tags",
                                    FieldType.nullable(new ArrowType.List()),
                                    List.of(Field.nullable("item", new ArrowType.Utf8()))),
                            new Field(
                                    "embedding",
                                    FieldType.nullable(new ArrowType.FixedSizeList(128)),
                                    List.of(
                                            Field.nullable(
                                                    "item",
                                                    new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE))))));

    @TempDir Path directory;

    @Test
    void appendingKeepsUpWithCopying() throws Exception {
        try (BufferAllocator allocator = new RootAllocator()) {
            List<VectorSchemaRoot> batches = batches(allocator);
            long bytes =
                    batches.stream()
                            .flatMap(batch -> batch.getFieldVectors().stream())
                            .mapToLong(FieldVector::getBufferSize)
                            .sum();
            double[] appended = new double[ROUNDS];
            double[] small = new double[ROUNDS];
            double[] copied = new double[ROUNDS];
            double[] warm = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                copied[round] = bytes / copySeconds(batches, bytes, allocator, false);
                warm[round] = bytes / copySeconds(batches, bytes, allocator, true);
                appended[round] = bytes / appendSeconds(batches, allocator, BATCH_ROWS);
                small[round] = bytes / appendSeconds(batches, allocator, 1_000);
            }
            System.out.printf(
                    "%d MB; append %.2f GB/s, in pieces of 1,000 rows %.2f GB/s; copy to fresh memory %.2f GB/s, to"
                            + " touched memory %.2f GB/s%n",
                    bytes / 1_000_000,
                    median(appended) / 1e9,
                    median(small) / 1e9,
                    median(copied) / 1e9,
                    median(warm) / 1e9);
            flush(batches, allocator);
            batches.forEach(VectorSchemaRoot::close);
            assertTrue(median(appended) >= Math.min(1e9, median(warm) / 2), "1 GB/s, or half of what copying reaches");
        }
    }

    private void flush(List<VectorSchemaRoot> batches, BufferAllocator allocator) throws Exception {
        double[] flushed = new double[3];
        double[] dd = new double[3];
        Path file = directory.resolve("table.arrow");
        try (WritableForwardStore store = newStore(file, allocator)) {
            for (VectorSchemaRoot batch : batches) {
                store.append(batch);
            }
            for (int round = 0; round < flushed.length; round++) {
                long before = System.nanoTime();
                store.flush();
                flushed[round] = Files.size(file) * 1e9 / (System.nanoTime() - before);
                dd[round] = ddBytesPerSecond(Files.size(file));
            }
        }
        System.out.printf(
                "flush of %d MB %.2f GB/s; dd with fsync %.2f GB/s%n",
                Files.size(file) / 1_000_000, median(flushed) / 1e9, median(dd) / 1e9);
        assertTrue(median(flushed) >= median(dd) / 2, "half of what dd reaches");
    }

    private double ddBytesPerSecond(long bytes) throws IOException, InterruptedException {
        Path target = directory.resolve("dd.bin");
        long before = System.nanoTime();
        Process process =
                new ProcessBuilder(
                                "dd", "if=/dev/zero", "of=" + target, "bs=1M", "count=" + (bytes >> 20), "conv=fsync")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertEquals(0, process.waitFor());
        double rate = bytes * 1e9 / (System.nanoTime() - before);
        Files.delete(target);
        return rate;
    }

    private WritableForwardStore newStore(Path file, BufferAllocator allocator) throws IOException {
        return new MemoryStorageProvider().create(file, SCHEMA, StorageOptions.defaults().with(allocator));
    }

    private double appendSeconds(List<VectorSchemaRoot> batches, BufferAllocator allocator, int rowsAtOnce)
            throws IOException {
        Path file = directory.resolve("append.arrow");
        GrowingStore store = (GrowingStore) newStore(file, allocator);
        List<VectorSchemaRoot> pieces = rowsAtOnce == BATCH_ROWS ? batches : cut(batches, rowsAtOnce);
        long before = cpuNanos();
        for (VectorSchemaRoot piece : pieces) {
            store.append(piece);
        }
        double seconds = (cpuNanos() - before) / 1e9;
        assertEquals(ROWS, store.rowCount());
        if (rowsAtOnce != BATCH_ROWS) {
            pieces.forEach(VectorSchemaRoot::close);
        }
        store.closeWithoutFlush();
        return seconds;
    }

    private static List<VectorSchemaRoot> cut(List<VectorSchemaRoot> batches, int rows) {
        List<VectorSchemaRoot> pieces = new ArrayList<>();
        for (VectorSchemaRoot batch : batches) {
            for (int from = 0; from < batch.getRowCount(); from += rows) {
                pieces.add(batch.slice(from, Math.min(rows, batch.getRowCount() - from)));
            }
        }
        return pieces;
    }

    /// Copies all buffers one by one.
    private static double copySeconds(
            List<VectorSchemaRoot> batches, long bytes, BufferAllocator allocator, boolean touched) {
        try (ArrowBuf target = allocator.buffer(bytes)) {
            if (touched) {
                target.setZero(0, bytes);
            }
            long before = cpuNanos();
            long at = target.memoryAddress();
            for (VectorSchemaRoot batch : batches) {
                for (FieldVector vector : batch.getFieldVectors()) {
                    for (ArrowBuf buffer : vector.getBuffers(false)) {
                        Memory.copy(buffer.memoryAddress(), at, buffer.readableBytes());
                        at += buffer.readableBytes();
                    }
                }
            }
            return (cpuNanos() - before) / 1e9;
        }
    }

    /// The calling thread's time, page faults included: what the clock shows on a machine with nothing else to do.
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static List<VectorSchemaRoot> batches(BufferAllocator allocator) {
        List<VectorSchemaRoot> batches = new ArrayList<>();
        Random random = new Random(1);
        for (int first = 0; first < ROWS; first += BATCH_ROWS) {
            int rows = Math.min(BATCH_ROWS, ROWS - first);
            VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator);
            for (int i = 0; i < rows; i++) {
                ((BigIntVector) root.getVector("id")).setSafe(i, first + i);
                byte[] text = new byte[50];
                Arrays.fill(text, (byte) ('a' + random.nextInt(26)));
                ((VarCharVector) root.getVector("category")).setSafe(i, text, 0, 10);
                ((VarCharVector) root.getVector("title")).setSafe(i, text, 0, 30 + random.nextInt(21));
                ((Float8Vector) root.getVector("price")).setSafe(i, random.nextDouble());
                if (random.nextInt(10) > 0) {
                    ((Float4Vector) root.getVector("score")).setSafe(i, random.nextFloat());
                }
                ((TimeStampMicroVector) root.getVector("ts")).setSafe(i, 1000L * (first + i));
                ((BitVector) root.getVector("flag")).setSafe(i, i & 1);
            }
            ListVector tags = (ListVector) root.getVector("tags");
            VarCharVector tag = (VarCharVector) tags.getDataVector();
            int items = 0;
            for (int i = 0; i < rows; i++) {
                tags.startNewValue(i);
                int count = random.nextInt(6);
                for (int k = 0; k < count; k++) {
                    tag.setSafe(items++, new byte[] {'t', 'a', 'g', (byte) ('0' + k)});
                }
                tags.endValue(i, count);
            }
            tag.setValueCount(items);
            FixedSizeListVector embedding = (FixedSizeListVector) root.getVector("embedding");
            Float4Vector floats = (Float4Vector) embedding.getDataVector();
            floats.allocateNew(rows * 128);
            for (int i = 0; i < rows * 128; i++) {
                floats.set(i, i);
            }
            floats.setValueCount(rows * 128);
            for (int i = 0; i < rows; i++) {
                embedding.setNotNull(i);
            }
            root.setRowCount(rows);
            batches.add(root);
        }
        return batches;
    }
}
