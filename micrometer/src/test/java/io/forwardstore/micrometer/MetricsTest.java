package io.forwardstore.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.StoreStats;
import io.forwardstore.bufferpool.BufferManager;
import io.forwardstore.bufferpool.BufferManagerStats;
import io.forwardstore.bufferpool.BufferPoolStorageProvider;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

final class MetricsTest {
    private static final int ROWS = 100_000;
    private static final Schema SCHEMA =
            new Schema(List.of(Field.notNullable("id", new ArrowType.Int(Long.SIZE, true))));

    @TempDir Path directory;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Path file;

    @BeforeEach
    void writeTable() throws IOException {
        file = directory.resolve("ids.arrow");
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot batch = VectorSchemaRoot.create(SCHEMA, allocator);
                TableWriter writer = TableWriters.create(file, SCHEMA, WriteOptions.arrow().withBlockRows(1_000))) {
            BigIntVector ids = (BigIntVector) batch.getVector(0);
            ids.allocateNew(ROWS);
            for (int row = 0; row < ROWS; row++) {
                ids.set(row, row);
            }
            batch.setRowCount(ROWS);
            writer.write(batch);
            writer.commit();
        }
    }

    private static void use(ForwardStore store) throws IOException {
        for (int fetch = 0; fetch < 5; fetch++) {
            store.fetch(List.of("id"), new long[] {fetch, 10L * fetch, ROWS - 1}).close();
        }
        try (ArrowReader batches = store.scan(List.of("id"))) {
            while (batches.loadNextBatch()) {}
        }
    }

    private long value(String name) {
        Meter meter = registry.get(name).meter();
        return Math.round(meter.measure().iterator().next().getValue());
    }

    /// Every statistic stands in one meter: what they come to is what the meters come to.
    private double sum(String prefix) {
        return registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(prefix))
                .mapToDouble(meter -> meter.measure().iterator().next().getValue())
                .sum();
    }

    private static double sumOf(Record statistics) throws ReflectiveOperationException {
        double sum = 0;
        for (RecordComponent component : statistics.getClass().getRecordComponents()) {
            sum += ((Number) component.getAccessor().invoke(statistics)).doubleValue();
        }
        return sum;
    }

    @Test
    void aStoresMetersAreItsStatistics() throws IOException, ReflectiveOperationException {
        try (ForwardStore store = new BufferPoolStorageProvider().open(file, StorageOptions.defaults())) {
            ForwardStoreMetrics.of(store, "ids").bindTo(registry);

            use(store);

            assertEquals(5, value("forwardstore.fetches"));
            assertEquals(15, value("forwardstore.fetched"));
            assertEquals(100, value("forwardstore.batches"));
            assertEquals(ROWS, value("forwardstore.scanned"));
            StoreStats stats = store.stats();
            assertEquals(
                    stats.bytesShared() + stats.bytesCopied(),
                    value("forwardstore.shared") + value("forwardstore.copied"));
            assertEquals(stats.pagesRead(), value("forwardstore.pages"));
            assertEquals(stats.bytesRead(), value("forwardstore.read"));
            assertEquals(stats.residentBytes(), value("forwardstore.resident"));
            assertEquals(sumOf(stats), sum("forwardstore."));
            registry.getMeters().forEach(meter -> assertEquals("ids", meter.getId().getTag("table")));
        }
    }

    @Test
    void countersOfAClosedStoreStayAndNothingIsResident() throws IOException {
        ForwardStore store = new BufferPoolStorageProvider().open(file, StorageOptions.defaults());
        ForwardStoreMetrics.of(store, "ids").bindTo(registry);
        use(store);
        assertTrue(value("forwardstore.resident") > 0);
        long fetches = value("forwardstore.fetches");

        store.close();

        assertEquals(fetches, value("forwardstore.fetches"));
        assertEquals(0, value("forwardstore.resident"));
    }

    @Test
    void aManagersMetersAreItsStatisticsAlsoAfterItWasClosed() throws IOException, ReflectiveOperationException {
        BufferManager manager = BufferManager.of(1 << 18);
        BufferManagerMetrics.of(manager, Tags.of("tenant", "a")).bindTo(registry);
        try (ForwardStore store = new BufferPoolStorageProvider(manager).open(file, StorageOptions.defaults())) {
            use(store);

            BufferManagerStats stats = manager.stats();
            assertEquals(1 << 18, value("forwardstore.pool.budget"));
            assertEquals(stats.usedBytes(), value("forwardstore.pool.used"));
            assertEquals(stats.loads(), value("forwardstore.pool.loads"));
            assertEquals(stats.hits(), value("forwardstore.pool.hits"));
            assertEquals(stats.evictions(), value("forwardstore.pool.evictions"));
            assertEquals(sumOf(stats), sum("forwardstore.pool."), 1e-6);
            registry.getMeters().forEach(meter -> assertEquals("a", meter.getId().getTag("tenant")));
        }
        manager.close();

        assertEquals(0, value("forwardstore.pool.used"));
    }

    @Test
    void metersAreAsManyAsStatistics() {
        BufferManagerMetrics.ofGlobal().bindTo(registry);

        List<String> names = registry.getMeters().stream().map(meter -> meter.getId().getName()).toList();
        assertEquals(BufferManagerStats.class.getRecordComponents().length, names.size());
        assertTrue(
                Arrays.stream(BufferManagerStats.class.getRecordComponents())
                        .map(component -> component.getName().replace("Bytes", ""))
                        .allMatch(name -> names.contains("forwardstore.pool." + name)),
                names.toString());
    }
}
