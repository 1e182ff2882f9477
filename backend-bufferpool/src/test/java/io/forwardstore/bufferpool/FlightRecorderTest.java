package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.StoreStats;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;

/// What a recording holds is what the store and its manager have counted.
final class FlightRecorderTest {
    private static final String FETCH = "io.forwardstore.Fetch";
    private static final String SCAN = "io.forwardstore.Scan";
    private static final String PAGE_LOAD = "io.forwardstore.PageLoad";
    private static final String EVICT = "io.forwardstore.Evict";

    private static final int ROWS = 10_000;
    private static final int BATCH_ROWS = 500;

    /// A third of the table, so that pages are evicted.
    private static final long BUDGET_BYTES = 1 << 17;

    @TempDir Path directory;

    private Path file;

    @BeforeEach
    void writeTable() throws IOException {
        file = directory.resolve("rows.arrow");
        KnownTable.write(file, 3, ROWS, BATCH_ROWS);
    }

    @Test
    void fetchesScansLoadsAndEvictionsAreRecordedWithWhatTheyDid() throws IOException {
        StoreStats stats;
        BufferManagerStats pool;
        List<RecordedEvent> events;
        try (BufferManager manager = BufferManager.of(BUDGET_BYTES);
                ForwardStore store = new BufferPoolStorageProvider(manager).open(file, StorageOptions.defaults());
                Recording recording = recordingOfAll()) {
            recording.start();
            for (long row = 0; row < ROWS; row += 700) {
                store.fetch(KnownTable.COLUMNS, new long[] {row, row + 1}).close();
            }
            try (ArrowReader batches = store.scan(ScanOptions.of("text", "score").rows(250, 7_250))) {
                while (batches.loadNextBatch()) {}
            }
            recording.stop();
            stats = store.stats();
            pool = manager.stats();
            events = eventsOf(recording);
        }

        assertEquals(stats.fetches(), named(FETCH, events).size());
        assertEquals(stats.rowsFetched(), sum(FETCH, events, event -> event.getLong("rows")));
        assertEquals(stats.batchesScanned(), named(SCAN, events).size());
        assertEquals(stats.rowsScanned(), sum(SCAN, events, event -> event.getLong("rows")));
        assertEquals(stats.bytesShared(), sum(SCAN, events, event -> event.getLong("sharedBytes")));
        assertEquals(
                stats.bytesCopied(),
                sum(FETCH, events, event -> event.getLong("bytes"))
                        + sum(SCAN, events, event -> event.getLong("copiedBytes")));
        assertEquals(stats.pagesRead(), named(PAGE_LOAD, events).size());
        assertEquals(stats.bytesRead(), sum(PAGE_LOAD, events, event -> event.getLong("bytes")));
        assertEquals(pool.evictions(), named(EVICT, events).size());
        assertTrue(pool.evictions() > 0, "the budget is too large for this test");

        RecordedEvent scan = named(SCAN, events).getFirst();
        assertEquals(250, scan.getLong("firstRow"));
        assertEquals(2, scan.getInt("columns"));
        assertEquals(BATCH_ROWS, named(PAGE_LOAD, events).getFirst().getLong("rows"));
        assertTrue(KnownTable.COLUMNS.contains(named(PAGE_LOAD, events).getFirst().getString("column")));
        for (RecordedEvent event : events) {
            if (event.getEventType().getName().equals(EVICT)) {
                assertTrue(event.getString("owner").endsWith(" of [" + file + "]"), event.getString("owner"));
                assertTrue(event.getLong("bytes") > 0);
            } else {
                assertEquals(file.toString(), event.getString("file"));
                assertTrue(event.getDuration().isPositive(), event.toString());
            }
        }
    }

    @Test
    void pagesOfBytesAreLoadsWithoutAColumn() throws IOException {
        List<RecordedEvent> events;
        try (BufferManager manager = BufferManager.of(1 << 20);
                PooledFile pooled = manager.pool().open(file);
                Recording recording = recordingOfAll()) {
            recording.start();
            assertEquals(100, pooled.read(0, ByteBuffer.allocate(100)));
            recording.stop();
            events = eventsOf(recording);
        }

        assertEquals(1, events.size());
        assertEquals(null, events.getFirst().getString("column"));
        assertEquals(file.toString(), events.getFirst().getString("file"));
    }

    @Test
    void unlessARecordingSaysOtherwiseOnlySlowReadsAndSomeEvictionsAreRecorded() throws IOException {
        try (Recording recording = new Recording()) {
            List.of(FETCH, SCAN, PAGE_LOAD, EVICT).forEach(recording::enable);
            recording.start();
            try (BufferManager manager = BufferManager.of(BUDGET_BYTES);
                    ForwardStore store = new BufferPoolStorageProvider(manager).open(file, StorageOptions.defaults())) {
                for (int i = 0; i < 20_000; i++) {
                    store.fetch(KnownTable.COLUMNS, i % ROWS).close();
                }
            }
            recording.stop();
            assertTrue(named(FETCH, eventsOf(recording)).size() < 20_000);
        }
    }

    private static Recording recordingOfAll() {
        Recording recording = new Recording();
        for (String name : List.of(FETCH, SCAN, PAGE_LOAD)) {
            recording.enable(name).withoutThreshold().withStackTrace();
        }
        recording.enable(EVICT).with("throttle", "off");
        return recording;
    }

    private List<RecordedEvent> eventsOf(Recording recording) throws IOException {
        Path dump = directory.resolve("events.jfr");
        recording.dump(dump);
        return RecordingFile.readAllEvents(dump).stream()
                .filter(event -> event.getEventType().getName().startsWith("io.forwardstore."))
                .toList();
    }

    private static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
        return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
    }

    private static long sum(String name, List<RecordedEvent> events, ToLongFunction<RecordedEvent> value) {
        return named(name, events).stream().mapToLong(value).sum();
    }
}
