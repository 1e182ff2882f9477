package io.forwardstore.engine.internal.sample;

import io.forwardstore.engine.TableWriter;

import org.apache.arrow.memory.BufferAllocator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/// Writes a [SampleTable] batch by batch: other threads fill the next batches while one is written.
public final class SampleTableFile {
    /// The rows of a batch.
    public static final int BATCH_ROWS = 65_536;

    private SampleTableFile() {}

    /// Writes the first `rowCount` rows. The caller commits and closes the writer.
    ///
    /// @param allocator for the batches in flight, one more than there are processors
    /// @param progress is told how many rows are written
    public static void write(
            SampleTable table, long rowCount, TableWriter writer, BufferAllocator allocator, LongConsumer progress)
            throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        List<SampleBatch> batches = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i <= threads; i++) {
                batches.add(new SampleBatch(table, allocator));
            }
            new Pipeline(batches, rowCount, pool).write(writer, progress);
        } finally {
            batches.forEach(SampleBatch::close);
        }
    }

    /// Batches filled and written in turn.
    private record Pipeline(List<SampleBatch> ring, long rowCount, ExecutorService pool) {
        void write(TableWriter writer, LongConsumer progress) throws IOException {
            int batchCount = Math.toIntExact(Math.ceilDiv(rowCount, BATCH_ROWS));
            List<Future<SampleBatch>> filled = new ArrayList<>();
            for (int batch = 0; batch < batchCount; batch++) {
                while (filled.size() < Math.min(batch + ring.size(), batchCount)) {
                    filled.add(fill(filled.size()));
                }
                writer.write(get(filled.get(batch)).rows());
                progress.accept(Math.min(rowCount, (batch + 1L) * BATCH_ROWS));
            }
        }

        private Future<SampleBatch> fill(int batch) {
            SampleBatch target = ring.get(batch % ring.size());
            long firstRow = (long) batch * BATCH_ROWS;
            return pool.submit(() -> {
                target.fill(firstRow, (int) Math.min(BATCH_ROWS, rowCount - firstRow));
                return target;
            });
        }

        private static SampleBatch get(Future<SampleBatch> filled) throws IOException {
            try {
                return filled.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("Cannot make the sample table: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Cannot make the sample table: interrupted", e);
            }
        }
    }
}
