package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.internal.array.ArrayData;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;

@Timeout(20)
final class ReadAheadTest {
    private static final int PAGE = 30 << 10;
    private static final int PAGES = 10;

    @TempDir Path directory;

    private final Set<Integer> loaded = new ConcurrentSkipListSet<>();
    private final CountDownLatch mayLoad = new CountDownLatch(1);
    private PositionalFileSource source;

    @BeforeEach
    void open() throws IOException {
        source = PositionalFileSource.open(Files.writeString(directory.resolve("file"), "content"));
    }

    @AfterEach
    void close() throws IOException {
        source.close();
    }

    private ReadAhead readAhead(BufferManager manager) {
        PageLoader<ArrayData> loader =
                (page, memory) -> {
                    Waits.await(mayLoad);
                    if (page == PAGES - 1) {
                        throw new IOException("broken");
                    }
                    memory.allocate(PAGE);
                    loaded.add(page);
                    return ArrayData.nulls(1, page);
                };
        PageTable<ArrayData> table = new PageTable<>(manager, "table", 1, PAGES, loader);
        return new ReadAhead(table, new ReadWindow(source, manager, 0));
    }

    private static BufferManager manager(long bytes) {
        return BufferManager.of(BufferManagerOptions.of(bytes).withLeakTracking(LeakTracking.ON));
    }

    @Test
    void theNextPagesAreLoadedOnceAndPinnedUntilTheyArePassed() {
        mayLoad.countDown();
        try (BufferManager manager = manager(4 << 20)) {
            ReadAhead ahead = readAhead(manager);
            ahead.advance(0, PAGE);
            ahead.advance(0, PAGE);
            ahead.advance(2, PAGE);
            assertTrue(loaded.containsAll(Set.of(1, 2)), loaded.toString());
            ahead.close();
            assertEquals(new TreeSet<>(Set.of(1, 2, 3, 4)), loaded);
            assertEquals(0, manager.stats().pinnedBytes());
        }
    }

    @Test
    void thePagesAheadTakeASmallShareOfTheBudget() {
        mayLoad.countDown();
        try (BufferManager manager = manager(1 << 20)) {
            ReadAhead ahead = readAhead(manager);
            ahead.advance(0, 40 << 10);
            ahead.advance(1, 70 << 10);
            ahead.close();
            assertEquals(Set.of(1), loaded);
        }
    }

    @Test
    void whatCannotBeLoadedIsLeftToTheScan() {
        mayLoad.countDown();
        try (BufferManager manager = manager(4 << 20)) {
            ReadAhead ahead = readAhead(manager);
            ahead.advance(PAGES - 3, PAGE);
            ahead.advance(PAGES - 2, PAGE);
            ahead.advance(PAGES - 1, PAGE);
            ahead.close();
            assertEquals(Set.of(PAGES - 2), loaded);
            assertEquals(0, manager.stats().pinnedBytes());
        }
    }

    @Test
    void anInterruptedScanWaitsForWhatIsUnderWayAndStaysInterrupted() throws InterruptedException {
        try (BufferManager manager = manager(4 << 20)) {
            ReadAhead ahead = readAhead(manager);
            ahead.advance(0, PAGE);
            Thread opener =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    Thread.sleep(30);
                                } catch (InterruptedException e) {
                                    throw new AssertionError(e);
                                }
                                mayLoad.countDown();
                            });
            Thread.currentThread().interrupt();
            ahead.close();
            assertTrue(Thread.interrupted());
            assertEquals(Set.of(1, 2), loaded);
            assertEquals(0, manager.stats().pinnedBytes());
            opener.join();
            ahead.close();
            assertFalse(Thread.interrupted());
        }
    }
}
