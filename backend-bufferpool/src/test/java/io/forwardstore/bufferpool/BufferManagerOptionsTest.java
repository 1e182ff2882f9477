package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;

final class BufferManagerOptionsTest {
    private final BufferManagerOptions defaults = BufferManagerOptions.of(1 << 20);

    @Test
    void everyRefinementKeepsTheOthers() {
        BufferManagerOptions refined =
                defaults.withPageBytes(4_096)
                        .withMaxWait(Duration.ofMillis(7))
                        .withMaxConcurrentLoads(3)
                        .withLeakTracking(LeakTracking.ON);
        assertEquals(new BufferManagerOptions(1 << 20, 4_096, Duration.ofMillis(7), 3, LeakTracking.ON), refined);
    }

    @Test
    void loadsAreAllowedByProcessorUnlessToldOtherwise() {
        assertEquals(8 * Runtime.getRuntime().availableProcessors(), defaults.maxConcurrentLoads());
        assertEquals(1 << 20, defaults.budgetBytes());
    }

    @Test
    void theSmallestThatMakesSenseIsTakenAndLessIsRefusedByItsValue() {
        assertEquals(4_096, BufferManagerOptions.of(1 << 20).withPageBytes(4_096).pageBytes());
        assertRefused("page size 2048", () -> defaults.withPageBytes(2_048));
        assertRefused("page size 5000", () -> defaults.withPageBytes(5_000));
        int pageBytes = BufferManagerOptions.DEFAULT_PAGE_BYTES;
        assertEquals(pageBytes, BufferManagerOptions.of(pageBytes).budgetBytes());
        assertRefused("budget of " + (pageBytes - 1), () -> BufferManagerOptions.of(pageBytes - 1));
        assertEquals(Duration.ZERO, defaults.withMaxWait(Duration.ZERO).maxWait());
        assertRefused("wait PT-1S", () -> defaults.withMaxWait(Duration.ofSeconds(-1)));
        assertEquals(1, defaults.withMaxConcurrentLoads(1).maxConcurrentLoads());
        assertRefused("concurrent loads 0", () -> defaults.withMaxConcurrentLoads(0));
    }

    private static void assertRefused(String value, Runnable refused) {
        String message = assertThrows(IllegalArgumentException.class, refused::run).getMessage();
        assertTrue(message.contains(value), message);
    }

    @Test
    void leaksAreTrackedIfTheProcessIsToldSo() {
        assertEquals(LeakTracking.OFF, BufferManagerOptions.of(1 << 20).leakTracking());
        System.setProperty(LeakTracking.PROPERTY, "true");
        try {
            assertEquals(LeakTracking.ON, BufferManagerOptions.of(1 << 20).leakTracking());
        } finally {
            System.clearProperty(LeakTracking.PROPERTY);
        }
    }
}
