package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class ScanAheadTest {
    private static final int BATCH_ROWS = 10;
    private static final int BATCHES = 200;
    private static final int WINDOW = 4;

    private final BufferAllocator allocator = new RootAllocator();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<FakeColumn> columns = IntStream.range(0, 3).mapToObj(_ -> new FakeColumn()).toList();

    @AfterEach
    void nothingIsLeaked() {
        allocator.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void batchesComeInOrderWithAllColumnsRead(int helpers) throws IOException {
        ScanAhead ahead = ahead(helpers);
        for (int i = 0; i < BATCHES; i++) {
            try (ScanBatch batch = ahead.take((long) i * BATCH_ROWS)) {
                assertEquals((long) i * BATCH_ROWS, batch.firstRow());
                for (int column = 0; column < columns.size(); column++) {
                    assertEquals(batch.firstRow(), batch.array(column).fileOffsetBytes());
                }
            }
        }
        ahead.clear();
    }

    @Test
    void helpersReadAheadOfTheCallerAndNoFurtherThanTheWindow() throws Exception {
        ScanAhead ahead = ahead(1);
        ahead.take(0).close();
        // The batch taken is none of the window's any more.
        while (columns.stream().anyMatch(column -> column.batches.get() < WINDOW)) {
            Thread.onSpinWait();
        }
        ahead.clear();
        assertEquals(WINDOW, begun.get(), "batches begun");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void aFailureIsThrownWithItsOwnBatchAndReadingGoesOnAfterIt(int failing) throws IOException {
        columns.get(1).failsAt = (long) failing * BATCH_ROWS;
        ScanAhead ahead = ahead(2);
        for (int i = 0; i < BATCHES; i++) {
            long row = (long) i * BATCH_ROWS;
            if (i == failing) {
                assertEquals("broken", assertThrows(IOException.class, () -> ahead.take(row)).getMessage());
            }
            ahead.take(row).close();
        }
        ahead.clear();
    }

    @Test
    void clearingEarlyFreesWhatWasReadAhead() throws IOException {
        ScanAhead ahead = ahead(2);
        ahead.take(0).close();
        ahead.clear();
        assertEquals(0, allocator.getAllocatedMemory());
    }

    @Test
    void anInterruptedCallerGetsItsBatchAndStaysInterrupted() throws IOException {
        ScanAhead ahead = ahead(2);
        Thread.currentThread().interrupt();
        for (int i = 0; i < BATCHES; i++) {
            ahead.take((long) i * BATCH_ROWS).close();
        }
        ahead.clear();
        assertTrue(Thread.interrupted());
    }

    @Test
    void helpersPrepareWhatIsReadNext() throws Exception {
        FakeColumn slow = columns.get(1);
        slow.preparable = true;
        ScanAhead ahead = ahead(1);
        ahead.take(0).close();
        while (slow.prepared.get() == 0) {
            Thread.onSpinWait();
        }
        for (int i = 1; i < BATCHES; i++) {
            ahead.take((long) i * BATCH_ROWS).close();
        }
        ahead.clear();
        assertEquals((long) BATCHES * BATCH_ROWS, slow.preparedUpTo);
        assertEquals(0, columns.get(0).prepared.get());
    }

    @Test
    void aColumnThatIsBeingPreparedIsWaitedFor() throws Exception {
        FakeColumn waiting = columns.get(2);
        waiting.preparable = true;
        waiting.hold = new CountDownLatch(1);
        Thread releaser =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!waiting.isPreparing()) {
                                Thread.onSpinWait();
                            }
                            waiting.hold.countDown();
                        });
        ScanAhead ahead = ahead(1);
        for (int i = 0; i < BATCHES; i++) {
            ahead.take((long) i * BATCH_ROWS).close();
        }
        releaser.join();
        ahead.clear();
        assertTrue(waiting.batches.get() >= BATCHES);
    }

    private ScanAhead ahead(int helpers) {
        return new ScanAhead(List.copyOf(columns), (long) BATCHES * BATCH_ROWS, helpers, WINDOW, this::begin);
    }

    private @Nullable ScanBatch begin(long firstRow) {
        if (firstRow >= (long) BATCHES * BATCH_ROWS) {
            return null;
        }
        begun.incrementAndGet();
        return new ScanBatch(firstRow, BATCH_ROWS, scopes());
    }

    private List<AllocatorScope> scopes() {
        List<AllocatorScope> scopes = new ArrayList<>();
        columns.forEach(_ -> scopes.add(new AllocatorScope(allocator)));
        return scopes;
    }

    /// Answers arrays that tell their first row; fails once where told; notices callers that come at once or skip rows.
    private static final class FakeColumn implements ColumnScan {
        private final AtomicBoolean entered = new AtomicBoolean();
        private final AtomicInteger batches = new AtomicInteger();
        private final AtomicInteger prepared = new AtomicInteger();
        private final AtomicBoolean preparing = new AtomicBoolean();
        private volatile boolean preparable;
        private volatile CountDownLatch hold = new CountDownLatch(0);
        private long preparedUpTo;
        private long failsAt = -1;
        private long expectedRow;

        @Override
        public ArrayData next(long firstRow, int count, PageScope scope) throws IOException {
            if (!entered.compareAndSet(false, true)) {
                throw new IllegalStateException("two threads read one column");
            }
            try {
                scope.allocate(1);
                if (failsAt == firstRow) {
                    failsAt = -1;
                    expectedRow = -1;
                    throw new IOException("broken");
                }
                if (expectedRow >= 0 && firstRow > expectedRow) {
                    throw new IllegalStateException("expected row " + expectedRow + ", found " + firstRow);
                }
                expectedRow = firstRow + count;
                batches.incrementAndGet();
                return ArrayData.nulls(count, firstRow);
            } finally {
                entered.set(false);
            }
        }

        @Override
        public boolean canPrepare(long endRow) {
            preparedUpTo = endRow;
            return preparable && prepared.get() < BATCHES;
        }

        @Override
        public void prepare() {
            if (!preparing.compareAndSet(false, true)) {
                throw new IllegalStateException("two threads prepare one column");
            }
            try {
                hold.await();
                prepared.incrementAndGet();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                preparing.set(false);
            }
        }

        @Override
        public boolean isPreparing() {
            return preparing.get();
        }

        @Override
        public boolean isCostly() {
            return true;
        }

        @Override
        public void close() {}
    }
}
