package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

final class WarmupOptionsTest {
    private static final WarmupOptions ALL = WarmupOptions.all();

    @Test
    void everyRefinementKeepsTheOthers() {
        WarmupProgress progress = (_, _) -> {};
        WarmupOptions options = ALL.columns("a", "b").rows(3, 9).parallelism(7).onProgress(progress);
        assertEquals(List.of("a", "b"), options.columns());
        assertEquals(3, options.firstRow());
        assertEquals(9, options.endRow());
        assertEquals(7, options.parallelism());
        assertSame(progress, options.progress());
        assertEquals(List.of("c"), options.columns("c").columns());
        assertEquals(7, options.columns("c").rows(0, 0).parallelism());
    }

    @Test
    void onlyAllColumnsAndAllRowsAreTheWholeFile() {
        assertTrue(ALL.isWholeFile());
        assertTrue(ALL.parallelism(1).isWholeFile());
        assertFalse(ALL.columns("a").isWholeFile());
        assertFalse(ALL.rows(1, Long.MAX_VALUE).isWholeFile());
        assertFalse(ALL.rows(0, 5).isWholeFile());
    }

    @Test
    void whatMakesNoSenseIsRefusedWithWhatWould() {
        assertThrows(IllegalArgumentException.class, () -> ALL.rows(-1, 5));
        assertThrows(IllegalArgumentException.class, () -> ALL.rows(3, 2));
        assertThrows(IllegalArgumentException.class, () -> ALL.parallelism(0));
        assertTrue(ALL.parallelism() >= 1 && ALL.parallelism() <= 4);
    }
}
