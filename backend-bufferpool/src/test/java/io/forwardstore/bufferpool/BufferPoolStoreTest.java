package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;

import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

final class BufferPoolStoreTest {
    private static final int ROWS = 10_000;
    private static final int BATCH_ROWS = 1_000;

    @TempDir Path directory;

    private Path file;

    @BeforeEach
    void writeTable() throws IOException {
        file = directory.resolve("rows.arrow");
        KnownTable.write(file, 5, ROWS, BATCH_ROWS);
    }

    @Test
    void warmReadsLoadNothing() throws IOException {
        try (BufferManager manager = tracked(16 << 20);
                ForwardStore store = open(manager)) {
            fetchAll(store);
            long loads = manager.stats().loads();
            long pagesRead = store.stats().pagesRead();
            fetchAll(store);
            scanAll(store);
            assertEquals(loads, manager.stats().loads());
            assertEquals(pagesRead, store.stats().pagesRead());
            assertEquals(manager.stats().usedBytes(), store.stats().residentBytes());
        }
    }

    @Test
    void aScanSharesPinnedPagesUntilItsBatchIsReleased() throws IOException {
        try (BufferManager manager = tracked(16 << 20);
                ForwardStore store = open(manager)) {
            try (ArrowReader reader = store.scan(KnownTable.COLUMNS)) {
                assertTrue(reader.loadNextBatch());
                assertTrue(manager.stats().pinnedBytes() > 0);
            }
            assertTrue(store.stats().bytesShared() > 0);
            assertEquals(0, manager.stats().pinnedBytes());
        }
    }

    @Test
    void closingTheStoreForgetsItsPagesOnceResultsAreClosed() throws IOException {
        try (BufferManager manager = tracked(16 << 20)) {
            ForwardStore store = open(manager);
            ArrowReader reader = store.scan(KnownTable.COLUMNS);
            assertTrue(reader.loadNextBatch());
            store.close();
            KnownTable.check(reader.getVectorSchemaRoot(), LongStream.range(0, BATCH_ROWS).toArray());
            assertTrue(reader.loadNextBatch());
            reader.close();
            assertEquals(0, manager.stats().usedBytes());
        }
    }

    @Test
    void storesOfOneManagerShareItsBudget() throws IOException {
        Path second = directory.resolve("second.arrow");
        KnownTable.write(second, 6, ROWS, BATCH_ROWS);
        try (BufferManager manager = tracked(400 << 10);
                ForwardStore one = open(manager);
                ForwardStore other = new BufferPoolStorageProvider(manager).open(second, StorageOptions.defaults())) {
            for (int i = 0; i < 3; i++) {
                assertEquals(5, fetchAll(one));
                assertEquals(6, fetchAll(other));
                assertTrue(manager.stats().usedBytes() <= 400 << 10);
            }
            assertTrue(manager.stats().evictions() > 0);
        }
    }

    @Test
    void storesOfOneFileShareItsPages() throws IOException {
        try (BufferManager manager = tracked(16 << 20)) {
            ForwardStore one = open(manager);
            try (ForwardStore other = open(manager)) {
                fetchAll(one);
                long loads = manager.stats().loads();
                fetchAll(other);
                assertEquals(loads, manager.stats().loads());
                one.close();
                fetchAll(other);
                assertEquals(loads, manager.stats().loads());
            }
            assertEquals(0, manager.stats().usedBytes());
        }
    }

    @Test
    void decodedPagesTakeLittleMoreMemoryThanTheyNeed() throws IOException {
        KnownTable.writeParquet(file, 5, ROWS, ROWS);
        try (BufferManager manager = tracked(16 << 20);
                ForwardStore store = open(manager)) {
            long neededBytes;
            long[] rows = LongStream.range(0, ROWS).toArray();
            try (VectorSchemaRoot root = store.fetch(KnownTable.COLUMNS, rows)) {
                KnownTable.check(root, rows);
                neededBytes = root.getFieldVectors().stream().mapToLong(FieldVector::getBufferSize).sum();
            }
            BufferManagerStats stats = manager.stats();
            long roundedBytes = neededBytes + stats.loads() * 4096;
            assertTrue(stats.usedBytes() <= roundedBytes, stats + " for " + neededBytes + " bytes");
        }
    }

    @Test
    void aReplacedFileIsServedApartFromTheOldOne() throws IOException {
        try (BufferManager manager = tracked(16 << 20);
                ForwardStore old = open(manager)) {
            long[] some = {1, 2, 3};
            try (VectorSchemaRoot root = old.fetch(KnownTable.COLUMNS, some)) {
                assertEquals(5, KnownTable.check(root, some));
            }
            KnownTable.write(file, 8, ROWS, BATCH_ROWS);
            try (ForwardStore replaced = open(manager)) {
                assertEquals(8, fetchAll(replaced));
                assertEquals(5, fetchAll(old));
            }
        }
    }

    @Test
    void aFileThatIsWrittenToInPlaceIsRefused() throws IOException {
        try (BufferManager manager = tracked(16 << 20);
                ForwardStore store = open(manager)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(Files.size(file) / 2);
            }
            Files.setLastModifiedTime(file, FileTime.fromMillis(99_000));
            IOException refusal = assertThrows(IOException.class, () -> fetchAll(store));
            assertTrue(refusal.getMessage().startsWith("[" + file + "]"), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("changed"), refusal.getMessage());
        }
    }

    @Test
    void ifBatchesOfAnotherScanTakeAllMemoryAReadWaitsAndSaysWhoHasIt() throws IOException {
        KnownTable.write(file, 5, ROWS, 1_300);
        BufferManagerOptions options = BufferManagerOptions.of(64 << 10).withMaxWait(Duration.ofMillis(200));
        try (BufferManager manager = BufferManager.of(options);
                ForwardStore store = open(manager);
                ArrowReader scan = store.scan(List.of("text"))) {
            assertTrue(scan.loadNextBatch());
            OutOfMemoryException refusal = assertThrows(OutOfMemoryException.class, () -> fetchAll(store));
            assertTrue(
                    refusal.getMessage().contains("page 0 of column 'text' of [" + file + "]"), refusal.getMessage());
        }
    }

    @Test
    void aBudgetThatMakesNoSenseIsRefusedByName() {
        StorageOptions tiny = StorageOptions.defaults().with(BufferPoolStorageProvider.BYTES, 100L);
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class, () -> new BufferPoolStorageProvider().open(file, tiny).close());
        assertTrue(refusal.getMessage().startsWith("[" + file + "] Invalid value 100"), refusal.getMessage());
    }

    private ForwardStore open(BufferManager manager) throws IOException {
        return new BufferPoolStorageProvider(manager).open(file, StorageOptions.defaults());
    }

    private static long fetchAll(ForwardStore store) throws IOException {
        long[] rows = LongStream.range(0, ROWS).toArray();
        try (VectorSchemaRoot root = store.fetch(KnownTable.COLUMNS, rows)) {
            return KnownTable.check(root, rows);
        }
    }

    private static void scanAll(ForwardStore store) throws IOException {
        long next = 0;
        try (ArrowReader reader = store.scan(KnownTable.COLUMNS)) {
            while (reader.loadNextBatch()) {
                VectorSchemaRoot root = reader.getVectorSchemaRoot();
                KnownTable.check(root, LongStream.range(next, next + root.getRowCount()).toArray());
                next += root.getRowCount();
            }
        }
        assertEquals(ROWS, next);
    }

    private static BufferManager tracked(long bytes) {
        return BufferManager.of(BufferManagerOptions.of(bytes).withLeakTracking(LeakTracking.ON));
    }
}
