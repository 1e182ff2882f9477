package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;

final class FrameTest {
    private final StampedPages pages = new StampedPages(60 << 10);

    @Test
    void aPageCanBeEvictedOnceNobodyReadsItAndIsGoneAfterThat() throws IOException {
        try (BufferManager manager = BufferManager.of(1 << 20)) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, 10, pages);
            Frame<Long> frame = table.pin(3, Access.ROWS);
            assertTrue(frame.isListed());
            assertEquals(1, frame.pins());
            assertFalse(frame.isEvictable(), "a page that is read");
            assertTrue(frame.tryPin());
            assertEquals(2, frame.pins());
            frame.unpin();
            assertFalse(frame.isEvictable(), "a page that another reads");
            frame.unpin();
            assertEquals(0, frame.pins());
            assertTrue(frame.isEvictable());
            assertTrue(manager.policy().evict(1));
            assertFalse(frame.isListed());
            assertFalse(frame.isEvictable(), "a page that is gone");
            assertFalse(frame.tryPin());
            assertFalse(table.isPresent(3));
            assertEquals(0, manager.stats().usedBytes());
            assertEquals(1, manager.stats().evictions());
            String message = assertThrows(IllegalStateException.class, frame::unpin).getMessage();
            assertEquals("Cannot unpin page 3 of table: nobody holds it", message);
        }
    }

    @Test
    void whatIsReadIsNotEvictedForOthers() throws IOException {
        try (BufferManager manager = BufferManager.of(1 << 20)) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, 10, pages);
            Frame<Long> held = table.pin(0, Access.ROWS);
            assertFalse(manager.policy().evict(1));
            assertTrue(held.isListed());
            table.pin(1, Access.ROWS).unpin();
            assertTrue(manager.policy().evict(Long.MAX_VALUE));
            assertTrue(table.isPresent(0));
            assertFalse(table.isPresent(1));
            assertEquals(1, manager.stats().evictions());
            held.unpin();
        }
    }

    @Test
    void framesOfAPageHaveOneHistoryAndOthersHaveTheirs() {
        try (BufferManager manager = BufferManager.of(1 << 20)) {
            PageFrames<Long> table = new PageFrames<>(manager, "table", 1, 10);
            Frame<Long> frame = new Frame<>(table, 3, false);
            assertEquals(frame.hashCode(), new Frame<>(table, 3, true).hashCode());
            assertNotEquals(frame, new Frame<>(table, 3, false));
            assertNotEquals(frame.hashCode(), new Frame<>(table, 4, false).hashCode());
            PageFrames<Long> other = new PageFrames<>(manager, "other", 2, 10);
            assertNotEquals(frame.hashCode(), new Frame<>(other, 3, false).hashCode());
            assertThrows(IllegalStateException.class, frame::content);
            assertEquals(0, frame.bytes());
        }
    }
}
