package io.forwardstore.engine.internal.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.StoreStats;
import io.forwardstore.engine.CopyingFileSource;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;
import io.forwardstore.testkit.data.Nulls;
import io.forwardstore.testkit.data.TypeCase;

import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

/// What opening, scanning and fetching allocate.
class IpcZeroCopyTest {
    private static final List<String> COLUMNS = List.of("int64", "utf8", "list_of_struct", "utf8_view");
    private static final int BATCHES = 20;

    private final Counter counter = new Counter();
    private final BufferAllocator allocator = new RootAllocator(counter, Long.MAX_VALUE);

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    /// Every second batch of the kit's files leaves out validity buffers that would be full.
    private static byte[] content(int batchRows) {
        List<TypeCase> types = TypeCase.all().stream().filter(type -> COLUMNS.contains(type.name())).toList();
        return Datasets.ofTypes(types, Nulls.REQUIRED, Collections.nCopies(BATCHES, batchRows)).bytes(Format.ARROW_IPC);
    }

    private StorageOptions options() {
        return StorageOptions.defaults().with(allocator);
    }

    @Test
    void openingReadsMetadataOnly() throws IOException {
        long few = bytesReadToOpen(content(10));
        long many = bytesReadToOpen(content(500));
        assertEquals(few, many);
    }

    /// Copied bytes are allocated bytes.
    private long bytesReadToOpen(byte[] content) throws IOException {
        counter.bytes = 0;
        try (TableFile table =
                TableFiles.open(new CopyingFileSource(new ResidentFileSource("bytes", content)), options())) {
            assertEquals(BATCHES, table.blocks().count());
        }
        return counter.bytes;
    }

    @Test
    void aScanAllocatesNothingForABatchAfterTheFirst() throws IOException {
        try (ForwardStore store =
                        new TableStore(
                                TableFiles.open(new ResidentFileSource("bytes", content(100)), options()), allocator);
                ArrowReader reader = store.scan(COLUMNS)) {
            assertTrue(reader.loadNextBatch());
            long before = counter.allocations;
            for (int batch = 1; batch < BATCHES; batch++) {
                assertTrue(reader.loadNextBatch());
                assertEquals(100, reader.getVectorSchemaRoot().getRowCount());
            }
            assertEquals(before, counter.allocations);
            StoreStats stats = store.stats();
            assertEquals(0, stats.bytesCopied());
            assertTrue(stats.bytesShared() > BATCHES * 100L * Long.BYTES, stats.toString());
        }
    }

    @Test
    void aFetchAllocatesAtMostOnce() throws IOException {
        try (ForwardStore store =
                new TableStore(TableFiles.open(new ResidentFileSource("bytes", content(100)), options()), allocator)) {
            for (int i = 0; i < 5; i++) {
                long before = counter.allocations;
                try (VectorSchemaRoot rows = store.fetch(COLUMNS, new long[] {3, 1_999, 3, 500 + i})) {
                    assertEquals(4, rows.getRowCount());
                }
                assertTrue(counter.allocations - before <= 1, "allocations: " + (counter.allocations - before));
            }
            assertEquals(0, store.stats().bytesShared());
            assertTrue(store.stats().bytesCopied() > 0);
        }
    }

    private static final class Counter implements AllocationListener {
        private long allocations;
        private long bytes;

        @Override
        public void onAllocation(long size) {
            allocations++;
            bytes += size;
        }
    }
}
