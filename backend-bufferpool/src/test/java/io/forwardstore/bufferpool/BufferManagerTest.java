package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.memory.OutOfMemoryException;
import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

@SuppressWarnings("MustBeClosedChecker") // Some tests leave things open on purpose.
final class BufferManagerTest {
    private static final long PAGE = 64 << 10;

    @Test
    void buffersAreCountedAndGivenBack() {
        try (BufferManager manager = BufferManager.of(4 * PAGE)) {
            BufferPool pool = manager.pool("index");
            try (PooledBuffer buffer = pool.allocate(100_000)) {
                assertEquals(100_000, buffer.segment().byteSize());
                assertEquals(100_000, buffer.bytes());
                buffer.segment().fill((byte) 7);
                assertEquals(102_400, manager.stats().usedBytes());
                assertEquals(102_400, manager.stats().pinnedBytes());
                assertEquals(List.of("buffer of 'index' (102400 bytes)"), manager.holders());
            }
            BufferManagerStats stats = manager.stats();
            assertEquals(0, stats.usedBytes());
            assertEquals(0, stats.pinnedBytes());
            assertEquals(List.of(), manager.holders());
            assertEquals(4 * PAGE, stats.freeBytes());
            assertTrue(stats.residentBytes() >= 100_000);
        }
    }

    @Test
    void memoryIsUsedAgain() {
        try (BufferManager manager = BufferManager.of(PAGE)) {
            BufferPool pool = manager.pool();
            long address;
            try (PooledBuffer buffer = pool.allocate(PAGE)) {
                address = buffer.segment().address();
            }
            try (PooledBuffer buffer = pool.allocate(PAGE)) {
                assertEquals(address, buffer.segment().address());
            }
        }
    }

    @Test
    void aReleasedBufferRefusesToBeUsed() {
        try (BufferManager manager = BufferManager.of(PAGE)) {
            BufferPool pool = manager.pool();
            assertThrows(IllegalArgumentException.class, () -> pool.allocate(0));
            assertThrows(IllegalArgumentException.class, () -> pool.allocate(-1));
            PooledBuffer buffer = pool.allocate(1);
            pool.release(buffer);
            pool.release(buffer);
            assertThrows(IllegalStateException.class, buffer::segment);
            assertEquals(0, manager.stats().usedBytes());
        }
    }

    @Test
    void anAllocationWaitsForMemoryAndThenSaysWhoHasIt() throws Exception {
        BufferManagerOptions options = BufferManagerOptions.of(PAGE).withMaxWait(Duration.ofMillis(100));
        try (BufferManager manager = BufferManager.of(options);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            BufferPool pool = manager.pool("first");
            PooledBuffer held = pool.allocate(PAGE);
            OutOfMemoryException refusal =
                    assertThrows(OutOfMemoryException.class, () -> manager.pool("second").allocate(1).close());
            assertEquals(
                    "Cannot allocate 1 bytes for 'second': it needs 4096 bytes more; the budget is 65536 bytes, 65536"
                            + " in use, held by: buffer of 'first' (65536 bytes)",
                    refusal.getMessage());
            assertEquals(1, manager.stats().refusals());
            Future<?> waiting = threads.submit(() -> manager.pool("third").allocate(1).close());
            held.close();
            waiting.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aLeakIsReportedWithThePlaceThatTookIt() {
        BufferManager manager = BufferManager.of(BufferManagerOptions.of(PAGE).withLeakTracking(LeakTracking.ON));
        PooledBuffer leaked = manager.pool("leaky").allocate(10);
        IllegalStateException leak = assertThrows(IllegalStateException.class, manager::close);
        assertTrue(leak.getMessage().contains("buffer of 'leaky' (4096 bytes)"), leak.getMessage());
        assertTrue(leak.getMessage().contains("aLeakIsReportedWithThePlaceThatTookIt"), leak.getMessage());
        assertEquals(1, leak.getSuppressed().length);
        leaked.close();
    }

    @Test
    void closingAManagerLeavesWhatIsHeldValid() {
        BufferManager manager = BufferManager.of(BufferManagerOptions.of(PAGE).withLeakTracking(LeakTracking.OFF));
        PooledBuffer held = manager.pool().allocate(10);
        MemorySegment segment = held.segment();
        manager.close();
        manager.close();
        segment.set(ValueLayout.JAVA_BYTE, 3, (byte) 9);
        assertEquals(9, segment.get(ValueLayout.JAVA_BYTE, 3));
        assertThrows(IllegalStateException.class, () -> manager.pool().allocate(10).close());
        held.close();
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 3));
    }

    @Test
    void theGlobalManagerIsOne() {
        BufferManager global = BufferManager.global();
        assertSame(global, BufferManager.global());
        assertSame(global, BufferManager.global(global.options().budgetBytes()));
        assertNotEquals(0, global.stats().budgetBytes());
        long other = global.options().budgetBytes() + 1;
        assertThrows(IllegalStateException.class, () -> BufferManager.global(other));
    }
}
