package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

final class HazardsTest {
    private static final int PAGE = 60 << 10;

    private final StampedPages pages = new StampedPages(PAGE);
    private final BufferManager manager =
            BufferManager.of(BufferManagerOptions.of(4 << 16).withLeakTracking(LeakTracking.ON));
    private final PageTable<Long> table = new PageTable<>(manager, "table", 1, 10, pages);

    @AfterEach
    void nothingIsLeft() {
        table.close();
        assertEquals(0, manager.stats().usedBytes());
        manager.close();
    }

    @Test
    void pagesInMemoryAreReadWithoutPins() throws IOException {
        load(0, 1, 2);
        HazardSlot slot = slot();
        Long[] addresses = read(slot, 2, 0);
        pages.check(2, addresses[0]);
        pages.check(0, addresses[1]);
        assertEquals(0, frame(2).pins());
        assertEquals(2, manager.stats().hits());
        assertEquals(2L << 16, manager.stats().pinnedBytes());
        slot.run();
        assertEquals(0, manager.stats().pinnedBytes());
    }

    @Test
    void aPageThatIsDroppedWhileItIsReadStaysUntilThatEnds() throws IOException {
        load(0, 1);
        HazardSlot one = slot();
        HazardSlot other = slot();
        long address = read(one, 1)[0];
        read(other, 1);
        table.close();
        assertEquals(1 << 16, manager.stats().usedBytes());
        assertFalse(table.isPresent(1));
        pages.check(1, address);
        one.run();
        assertEquals(1 << 16, manager.stats().usedBytes());
        pages.check(1, address);
        other.run();
        assertEquals(0, manager.stats().usedBytes());
    }

    @Test
    void itDoesNotMatterWhatBecomesOfTheContentsThatWereAnswered() throws IOException {
        load(0);
        HazardSlot slot = slot();
        Long[] contents = read(slot, 0);
        long address = contents[0];
        contents[0] = 0L;
        table.close();
        pages.check(0, address);
        assertEquals(1 << 16, manager.stats().usedBytes());
        slot.run();
        assertEquals(0, manager.stats().usedBytes());
    }

    @Test
    void aPageThatWasLoadedAgainIsNotWhatItWasBefore() throws IOException {
        load(0);
        Frame<Long> former = frame(0);
        HazardSlot slot = slot();
        read(slot, 0);
        manager.policy().drop(former);
        load(0);
        HazardSlot other = slot();
        read(other, 0);
        assertTrue(slot.holds(former));
        assertFalse(other.holds(former));
        slot.run();
        assertEquals(1 << 16, manager.stats().usedBytes());
        other.run();
    }

    @Test
    void loadsDoNotOverwriteWhatIsRead() throws IOException {
        load(0);
        HazardSlot slot = slot();
        long address = read(slot, 0)[0];
        load(1, 2, 3, 4, 5, 6, 7, 8, 9);
        pages.check(0, address);
        slot.run();
    }

    @Test
    void ifAPageIsMissingNoneIsRead() throws IOException {
        load(0);
        HazardSlot slot = slot();
        assertFalse(slot.read(table, new int[] {0, 1}, 2, Access.MORE_ROWS, new Long[2]));
        assertFalse(slot.holds(frame(0)));
        slot.run();
    }

    @Test
    void aPageThatPassedByIsKeptOnceItIsReadAgain() throws IOException {
        try (BufferManager small = BufferManager.of(1 << 16)) {
            PageTable<Long> scanned = new PageTable<>(small, "scanned", 1, 2, pages);
            Frame<Long> passing = scanned.pin(0, Access.SCAN);
            assertFalse(passing.isListed());
            HazardSlot slot = Objects.requireNonNull(small.hazards().take());
            assertTrue(slot.read(scanned, new int[] {0}, 1, Access.MORE_ROWS, new Long[1]));
            slot.run();
            assertEquals(1, passing.pins());
            passing.unpin();
            scanned.close();
            assertEquals(0, small.stats().usedBytes());
        }
    }

    @Test
    void slotsAreBoundedAndComeBack() {
        List<HazardSlot> taken = new ArrayList<>();
        for (HazardSlot slot = manager.hazards().take(); slot != null; slot = manager.hazards().take()) {
            taken.add(slot);
        }
        assertTrue(taken.size() >= 16);
        assertNull(manager.hazards().take());
        taken.forEach(HazardSlot::run);
        HazardSlot again = manager.hazards().take();
        assertNotNull(again);
        again.run();
    }

    private void load(int... wanted) throws IOException {
        for (int page : wanted) {
            PageTableTest.readAndCheck(table, pages, page);
        }
    }

    private HazardSlot slot() {
        return Objects.requireNonNull(manager.hazards().take());
    }

    private Long[] read(HazardSlot slot, int... wanted) {
        Long[] addresses = new Long[wanted.length];
        assertTrue(slot.read(table, wanted, wanted.length, Access.MORE_ROWS, addresses));
        return addresses;
    }

    private Frame<Long> frame(int page) {
        return Objects.requireNonNull(table.frames().get(page));
    }
}
