package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.StorageOptions;
import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.ReadAhead;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

final class MappedReadAheadTest {
    private static final long ADDRESS = 1L << 40;
    private static final long SIZE_BYTES = 1_000_000;

    @TempDir Path directory;
    private final BufferAllocator allocator = new RootAllocator();
    private final FakePageControl pages = new FakePageControl(Long.MAX_VALUE);
    private Path table;

    @BeforeEach
    void writeTable() throws IOException {
        table = Datasets.boundary(3_000, 700).write(Format.ARROW_IPC, directory);
    }

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    private StorageOptions options() {
        return StorageOptions.defaults().with(allocator);
    }

    private MappedStore open(StorageOptions options) throws IOException {
        return MMapStorageProvider.open(table, options, pages);
    }

    private static ReadAhead.Plan plan(MappedReadAhead ahead) {
        ReadAhead.Plan plan = ahead.plan(false);
        assertTrue(plan.isWanted());
        return plan;
    }

    @Test
    void pagesAreAskedForInOrderJoinedAndOnce() {
        ReadAhead.Plan plan = plan(new MappedReadAhead(pages, ADDRESS, SIZE_BYTES));
        plan.add(ADDRESS + 5 * 4_096 + 4_090, 10);
        plan.add(ADDRESS + 4_095, 1);
        plan.add(ADDRESS + 10, 3);
        plan.add(ADDRESS + 6 * 4_096, 4_096);
        plan.start();
        assertEquals(
                List.of(new FileRange(ADDRESS, 4_096), new FileRange(ADDRESS + 5 * 4_096, 2 * 4_096)), pages.willNeeds);
        pages.willNeeds.clear();
        plan.add(ADDRESS + 5 * 4_096, 3 * 4_096);
        plan.add(ADDRESS, 1);
        plan.start();
        assertEquals(List.of(new FileRange(ADDRESS + 7 * 4_096, 4_096)), pages.willNeeds);
    }

    @Test
    void whatLiesOutsideOfTheMappingIsLeftOut() {
        ReadAhead.Plan plan = plan(new MappedReadAhead(pages, ADDRESS, SIZE_BYTES));
        plan.add(0, 100);
        plan.add(ADDRESS - 1, 2);
        plan.add(ADDRESS + SIZE_BYTES, 1);
        plan.add(ADDRESS + SIZE_BYTES - 1, 2);
        plan.add(ADDRESS + 1, Long.MAX_VALUE);
        plan.add(ADDRESS + 1, 0);
        plan.add(ADDRESS + 1, -1);
        plan.start();
        assertEquals(List.of(), pages.willNeeds);
    }

    @Test
    void aPlanIsBounded() {
        long bytes = (MappedReadAhead.MAX_PAGES + 100L) * 4_096;
        ReadAhead.Plan plan = plan(new MappedReadAhead(pages, ADDRESS, bytes));
        plan.add(ADDRESS, bytes);
        plan.start();
        assertEquals(List.of(new FileRange(ADDRESS, MappedReadAhead.MAX_PAGES * 4_096L)), pages.willNeeds);
    }

    @Test
    void aWarmFileIsNotPlannedFor() {
        MappedReadAhead ahead = new MappedReadAhead(pages, ADDRESS, SIZE_BYTES);
        ahead.becomeWarm();
        ReadAhead.Plan warm = ahead.plan(false);
        assertFalse(warm.isWanted());
        warm.finished(100, 1, 1_000_000);
        ReadAhead.Plan counted = ahead.plan(false);
        assertFalse(counted.isWanted());
        pages.threadReadBytes += 2 * 4_096;
        counted.finished(100, 1, 1_000_000);
        plan(ahead).finished(1, 1, 1);
        assertFalse(ahead.plan(false).isWanted());
    }

    @Test
    void aFetchThatWaitedForAProcessorDoesNotMakeTheNextOnesAsk() {
        MappedReadAhead ahead = new MappedReadAhead(pages, ADDRESS, SIZE_BYTES);
        ahead.becomeWarm();
        for (int i = 0; i < 4; i++) {
            ReadAhead.Plan late = ahead.plan(false);
            assertFalse(late.isWanted());
            late.finished(100, 1, 4_000_000);
        }
    }

    @Test
    void aReadThatDecodesIsColdIfItReadFromStorageHoweverLongItTook() {
        MappedReadAhead ahead = new MappedReadAhead(pages, ADDRESS, SIZE_BYTES);
        ahead.becomeWarm();
        ReadAhead.Plan slow = ahead.plan(true);
        assertFalse(slow.isWanted());
        slow.finished(100, 1_000, Long.MAX_VALUE);
        ReadAhead.Plan cold = ahead.plan(true);
        assertFalse(cold.isWanted());
        pages.threadReadBytes += 2 * 4_096;
        cold.finished(100, 1_000, 1);
        ReadAhead.Plan asking = ahead.plan(true);
        assertTrue(asking.isWanted());
        asking.add(new FileRange(0, 100 * 4_096));
        asking.start();
        pages.threadReadBytes += 50 * 4_096;
        asking.finished(100, 1_000, Long.MAX_VALUE);
        ReadAhead.Plan inVain = ahead.plan(true);
        assertTrue(inVain.isWanted());
        inVain.finished(100, 1_000, Long.MAX_VALUE);
        assertFalse(ahead.plan(true).isWanted());
    }

    @Test
    void largeFetchesOfColdStoresAskForEachPageOnceAndAnswerTheSame() throws IOException {
        long[] rows = LongStream.range(0, 128).map(i -> i * 523 % 3_000).toArray();
        rows[1] = rows[0];
        rows[2] = 699;
        rows[3] = 700;
        try (MappedStore ahead = open(options());
                MappedStore plain = open(options().with(MMapOptions.READ_AHEAD, false))) {
            List<String> columns = ahead.physicalSchema().getFields().stream().map(Field::getName).toList();
            try (VectorSchemaRoot expected = plain.fetch(columns, rows)) {
                assertEquals(List.of(), pages.willNeeds);
                try (VectorSchemaRoot actual = ahead.fetch(columns, rows)) {
                    assertTrue(actual.equals(expected));
                }
            }
            List<Long> asked = new ArrayList<>();
            for (FileRange range : pages.willNeeds) {
                assertEquals(0, range.offsetBytes() % 4_096);
                for (long at = range.offsetBytes(); at < range.endBytes(); at += 4_096) {
                    asked.add(at);
                }
            }
            assertFalse(asked.isEmpty());
            assertEquals(asked.size(), asked.stream().distinct().count());
        }
    }

    @Test
    void smallFetchesAndThoseOfWarmedStoresAskForNothing() throws IOException {
        try (MappedStore store = open(options())) {
            store.fetch(List.of("id"), LongStream.range(0, 63).toArray()).close();
            assertEquals(List.of(), pages.willNeeds);
            store.fetch(List.of("id"), LongStream.range(0, 64).toArray()).close();
            assertFalse(pages.willNeeds.isEmpty());
        }
        pages.willNeeds.clear();
        try (MappedStore store = open(options())) {
            store.warmup();
            store.fetch(List.of("_row_id_"), LongStream.range(0, 1_000).toArray()).close();
            assertEquals(List.of(), pages.willNeeds);
        }
    }
}
