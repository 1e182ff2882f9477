package io.forwardstore.bufferpool.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

final class MemoryRegionTest {
    private static final int UNIT = 4096;

    @Test
    void theBudgetIsTheLimit() {
        try (MemoryRegion region = new MemoryRegion(8 * UNIT)) {
            long address = region.tryAllocate(5 * UNIT);
            assertNotEquals(MemoryRegion.NONE, address);
            assertEquals(MemoryRegion.NONE, region.tryAllocate(4 * UNIT));
            assertNotEquals(MemoryRegion.NONE, region.tryAllocate(3 * UNIT - 1));
            assertEquals(MemoryRegion.NONE, region.tryAllocate(1));
            assertEquals(8 * UNIT, region.usedBytes());
            region.free(address, 5 * UNIT);
            region.free(address + 5 * UNIT, 3 * UNIT);
        }
    }

    @Test
    void holesDoNotKeepALongRunFromBeingHad() {
        try (MemoryRegion region = new MemoryRegion(64 * UNIT)) {
            List<Long> addresses = fill(region, 64);
            for (int i = 0; i < 64; i += 2) {
                region.free(addresses.get(i), UNIT);
            }
            assertTrue(region.fragmentation() > 0.9);
            long run = region.tryAllocate(32 * UNIT);
            assertNotEquals(MemoryRegion.NONE, run);
            assertEquals(64 * UNIT, region.committedBytes());
            region.free(run, 32 * UNIT);
            for (int i = 1; i < 64; i += 2) {
                region.free(addresses.get(i), UNIT);
            }
        }
    }

    @Test
    void aSpaceThatCannotBeDecommittedMergesWhatIsFree() {
        try (MemoryRegion region = new MemoryRegion(new AddressSpace.PlainSpace(16 * UNIT), 16 * UNIT)) {
            List<Long> addresses = fill(region, 16);
            addresses.forEach(address -> region.free(address, UNIT));
            long whole = region.tryAllocate(16 * UNIT);
            assertNotEquals(MemoryRegion.NONE, whole);
            region.free(whole, 16 * UNIT);
        }
    }

    private static List<Long> fill(MemoryRegion region, int units) {
        List<Long> addresses = new ArrayList<>();
        for (int i = 0; i < units; i++) {
            addresses.add(region.tryAllocate(UNIT));
        }
        return addresses;
    }

    @Test
    void allocationsKeepTheirContentAndTheBudgetHoldsWhateverTheOrder() {
        long seed = System.nanoTime();
        System.out.println("MemoryRegionTest seed " + seed);
        Random random = new Random(seed);
        List<Held> held = new ArrayList<>();
        try (MemoryRegion region = new MemoryRegion(256 * UNIT)) {
            for (int step = 0; step < 20_000; step++) {
                if (random.nextInt(100) < 55) {
                    long bytes = 1L + random.nextInt(40 * UNIT);
                    long address = region.tryAllocate(bytes);
                    if (address != MemoryRegion.NONE) {
                        held.add(Held.stamp(region, address, bytes, step));
                    }
                } else if (!held.isEmpty()) {
                    held.remove(random.nextInt(held.size())).checkAndFree(region);
                }
                long used = held.stream().mapToLong(each -> region.roundUp(each.bytes)).sum();
                assertEquals(used, region.usedBytes());
                assertTrue(region.committedBytes() <= region.budgetBytes());
                assertTrue(region.committedBytes() >= used);
            }
            held.forEach(each -> each.checkAndFree(region));
            assertEquals(0, region.usedBytes());
        }
    }

    @Test
    void aSegmentOfAClosedRegionThrowsInsteadOfCrashing() {
        MemoryRegion region = new MemoryRegion(4 * UNIT);
        long address = region.tryAllocate(UNIT);
        MemorySegment segment = region.segment(address, UNIT);
        region.close();
        segment.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        assertThrows(IllegalStateException.class, () -> region.tryAllocate(UNIT));
        region.free(address, UNIT);
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 0));
    }

    private record Held(long address, long bytes, MemorySegment segment, int stamp) {
        static Held stamp(MemoryRegion region, long address, long bytes, int stamp) {
            MemorySegment segment = region.segment(address, bytes);
            segment.set(ValueLayout.JAVA_BYTE, 0, (byte) stamp);
            segment.set(ValueLayout.JAVA_BYTE, bytes - 1, (byte) stamp);
            return new Held(address, bytes, segment, stamp);
        }

        void checkAndFree(MemoryRegion region) {
            assertEquals((byte) stamp, segment.get(ValueLayout.JAVA_BYTE, 0));
            assertEquals((byte) stamp, segment.get(ValueLayout.JAVA_BYTE, bytes - 1));
            region.free(address, bytes);
        }
    }
}
