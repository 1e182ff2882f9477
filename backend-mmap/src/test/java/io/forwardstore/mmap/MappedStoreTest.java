package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOption;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.FileRange;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

final class MappedStoreTest {
    private static final Path MAPS = Path.of("/proc/self/maps");

    @TempDir Path directory;
    private final BufferAllocator allocator = new RootAllocator();
    private Path table;

    @BeforeEach
    void writeTable() throws IOException {
        table = Datasets.boundary(3_000, 700).write(Format.ARROW_IPC, directory);
    }

    @AfterEach
    void nothingLeaks() throws IOException {
        allocator.close();
        assertEquals(0, maps());
    }

    private StorageOptions options() {
        return StorageOptions.defaults().with(allocator);
    }

    private MappedStore open() throws IOException {
        return new MMapStorageProvider().open(table, options());
    }

    private long maps() throws IOException {
        if (!Files.isReadable(MAPS)) {
            return 0;
        }
        String name = table.getFileName().toString();
        return Files.readAllLines(MAPS).stream().filter(line -> line.contains(name)).count();
    }

    @Test
    @Tag("long")
    void tenThousandStoresLeaveNeitherMapsNorDescriptors() throws IOException {
        long descriptors = descriptors();
        long start = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            try (ForwardStore store = open();
                    VectorSchemaRoot row = store.fetch(List.of("id"), 2_999)) {
                assertEquals(1, row.getRowCount());
            }
        }
        System.out.println("open, first row, close: " + (System.nanoTime() - start) / 10_000_000 + " us");
        assertEquals(0, maps());
        assertTrue(descriptors() <= descriptors + 5, "descriptors stayed open");
    }

    private static long descriptors() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        try (var entries = Files.list(open)) {
            return entries.count();
        }
    }

    @Test
    void aBatchOutlivesItsStoreAndItsFile() throws IOException {
        ForwardStore store = open();
        try (ArrowReader reader = store.scan(List.of("id"))) {
            reader.loadNextBatch();
            BigIntVector ids = (BigIntVector) reader.getVectorSchemaRoot().getVector("id");
            long first = ids.get(0);
            long last = ids.get(699);
            store.close();
            Files.delete(table);
            assertEquals(first, ids.get(0));
            assertEquals(last, ids.get(699));
            assertTrue(reader.loadNextBatch());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWriteIntoASharedBatchNeverReachesTheFile() throws IOException {
        assumeTrue(LibC.instance() != null);
        byte[] before = Files.readAllBytes(table);
        try (ForwardStore store = open();
                ArrowReader reader = store.scan(List.of("id"))) {
            reader.loadNextBatch();
            ((BigIntVector) reader.getVectorSchemaRoot().getVector("id")).set(5, -77);
        }
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(table)));
    }

    @Test
    void warmingUpBringsTheWholeFileIntoMemoryAndTellsHowFarItIs() throws IOException {
        List<Long> progress = new ArrayList<>();
        try (MappedStore store = open()) {
            WarmupResult result =
                    store.warmup(
                            WarmupOptions.all().parallelism(3).onProgress((done, total) -> progress.add(total - done)));
            assertEquals(Files.size(table), result.warmedBytes());
            result.residentBytes().ifPresent(bytes -> assertEquals(table.toFile().length(), bytes));
            assertEquals(0, progress.getLast());
            store.memory().residentBytes().ifPresent(bytes -> assertEquals(table.toFile().length(), bytes));
            assertEquals("[" + table + "]", store.toString());
        }
    }

    @Test
    void columnsAndRowsAreWarmedByThemselves() throws IOException {
        try (MappedStore store = open()) {
            long all = store.warmup().warmedBytes();
            long id = store.warmup(WarmupOptions.all().columns("id")).warmedBytes();
            long rows = store.warmup(WarmupOptions.all().columns("id").rows(0, 1)).warmedBytes();
            long none = store.warmup(WarmupOptions.all().rows(5, 5)).warmedBytes();
            assertTrue(0 < rows && rows < id && id < all, rows + " " + id + " " + all);
            assertEquals(0, none);
            assertThrows(IllegalArgumentException.class, () -> store.warmup(WarmupOptions.all().columns("colour")));
            assertThrows(IndexOutOfBoundsException.class, () -> store.warmup(WarmupOptions.all().rows(0, 3_001)));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void lockingKeepsTheFileInMemoryUntilItIsUnlocked() throws IOException {
        assumeTrue(LibC.instance() != null);
        try (MappedStore store = open()) {
            LockResult result = store.lock();
            assumeTrue(result.isComplete(), "this process may not lock so much");
            assertEquals(Files.size(table), store.memory().lockedBytes());
            assertEquals(result.lockedBytes(), store.lock().lockedBytes());
            store.unlock();
            store.unlock();
            assertEquals(0, store.memory().lockedBytes());
        }
    }

    @Test
    void aLockOverTheLimitIsPartialOrFailsByPolicy() throws IOException {
        FakePageControl pages = new FakePageControl(8_192);
        try (MappedStore store = MMapStorageProvider.open(table, options(), pages)) {
            LockResult partial = store.lock(LockPolicy.BEST_EFFORT);
            assertFalse(partial.isComplete());
            assertEquals(8_192, partial.lockedBytes());
            assertEquals(OptionalLong.of(8_192), partial.limitBytes());
            IOException refused = assertThrows(IOException.class, () -> store.lock(LockPolicy.REQUIRED));
            assertTrue(refused.getMessage().startsWith("[" + table + "] Cannot lock"), refused.getMessage());
            assertTrue(refused.getMessage().endsWith("(RLIMIT_MEMLOCK) is 8192"), refused.getMessage());
            assertEquals(0, pages.locked);
        }
        StorageOptions required =
                options().with("forwardstore.mmap.lock", "true").with("forwardstore.mmap.lock_policy", "required");
        assertThrows(IOException.class, () -> MMapStorageProvider.open(table, required, new FakePageControl(0)));
    }

    @Test
    void whatIsWarmedAndAskedAboutAreTheSamePagesOfTheMapping() throws IOException {
        FakePageControl pages = new FakePageControl(0);
        try (MappedStore store = MMapStorageProvider.open(table, options(), pages)) {
            store.warmup();
            long address = pages.populatedRanges.getFirst().offsetBytes();
            pages.populatedRanges.clear();
            pages.residenceAsked.clear();
            WarmupResult result = store.warmup(WarmupOptions.all().columns("id").rows(2_900, 3_000).parallelism(1));
            assertFalse(pages.populatedRanges.isEmpty());
            assertEquals(pages.populatedRanges, pages.residenceAsked);
            assertTrue(pages.populatedRanges.stream().allMatch(range -> range.offsetBytes() > address));
            assertEquals(OptionalLong.of(result.warmedBytes()), result.residentBytes());
        }
    }

    @Test
    void optionsAreSetByKey() throws IOException {
        StorageOptions options =
                options()
                        .with("forwardstore.mmap.memory_warmup", "true")
                        .with("forwardstore.mmap.lock", "true")
                        .with("forwardstore.mmap.advice", "random");
        FakePageControl pages = new FakePageControl(Long.MAX_VALUE);
        try (MappedStore store = MMapStorageProvider.open(table, options, pages)) {
            assertEquals(List.of(Advice.RANDOM), pages.advices);
            assertEquals(Files.size(table), store.memory().lockedBytes());
            assertTrue(pages.populated >= Files.size(table));
        }
    }

    @Test
    void openedWithoutOptionsNothingIsAdvisedWarmedOrLocked() throws IOException {
        FakePageControl pages = new FakePageControl(Long.MAX_VALUE);
        try (MappedStore store = MMapStorageProvider.open(table, options(), pages)) {
            assertEquals(List.of(), pages.advices);
            assertEquals(0, pages.populated);
            assertEquals(0, store.memory().lockedBytes());
            assertEquals(LockPolicy.BEST_EFFORT, store.lockPolicy());
        }
    }

    @Test
    void optionsAreListedForThoseWhoAskWhatThereIs() {
        List<String> keys = new MMapStorageProvider().options().stream().map(StorageOption::key).toList();
        List<String> own =
                List.of(
                        "forwardstore.mmap.advice",
                        "forwardstore.mmap.lock",
                        "forwardstore.mmap.lock_policy",
                        "forwardstore.mmap.memory_warmup");
        assertTrue(keys.containsAll(own), keys.toString());
    }

    @Test
    void whatTheSystemCannotDoIsSaidToBeUnsupported() throws IOException {
        try (MappedStore store = MMapStorageProvider.open(table, options(), new PortablePageControl())) {
            assertEquals(OptionalLong.empty(), store.warmup().residentBytes());
            long id = store.warmup(WarmupOptions.all().columns("id")).warmedBytes();
            assertTrue(0 < id && id < Files.size(table), id + " bytes");
            assertEquals(OptionalLong.empty(), store.memory().residentBytes());
            String message = assertThrows(UnsupportedOperationException.class, () -> store.lock()).getMessage();
            assertTrue(message.startsWith("[" + table + "] Cannot lock"), message);
            assertThrows(UnsupportedOperationException.class, () -> store.advise(Advice.RANDOM));
        }
    }

    @Test
    void aClosedStoreRefuses() throws IOException {
        MappedStore store = open();
        store.close();
        assertThrows(IllegalStateException.class, store::warmup);
        assertThrows(IllegalStateException.class, store::lock);
        assertThrows(IllegalStateException.class, store::unlock);
        assertThrows(IllegalStateException.class, store::memory);
        assertThrows(IllegalStateException.class, () -> store.advise(Advice.NORMAL));
    }

    @Test
    void rangesAreJoinedOnPages() {
        List<FileRange> ranges = List.of(new FileRange(9_000, 10), new FileRange(100, 0), new FileRange(10, 4_090));
        assertEquals(
                List.of(new FileRange(0, 9_050)),
                FileRange.onPages(List.of(new FileRange(0, Long.MAX_VALUE)), 4_096, 9_050));
        assertEquals(List.of(new FileRange(0, 9_050)), FileRange.onPages(ranges, 4_096, 9_050));
        assertEquals(
                List.of(new FileRange(4_096, 4_096)),
                FileRange.onPages(List.of(new FileRange(5_000, 1)), 4_096, 9_050));
    }
}
