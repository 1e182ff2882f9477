package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ColdWatchTest {
    private final ColdWatch watch = new ColdWatch();

    @Test
    void aStoreBeginsCold() {
        assertTrue(watch.isCold());
    }

    @Test
    void askingInVainEndsIt() {
        watch.planned(4_096 * 100, 4_096 * 2, 100, 1_000);
        assertTrue(watch.isCold());
        watch.planned(4_096 * 100, 4_096, 100, 1_000);
        assertFalse(watch.isCold());
    }

    @Test
    void slowFetchesFromStorageThatIsNotAccountedForKeepAsking() {
        watch.planned(4_096 * 100, 0, 100, 100 * 50_000 + 1);
        assertTrue(watch.isCold());
        watch.planned(4_096 * 100, 0, 100, 100 * 50_000);
        assertFalse(watch.isCold());
    }

    @Test
    void decodingIsJudgedByWhatItReadFromStorage() {
        watch.plannedDecoding(4_096 * 100, 4_096 * 2);
        assertTrue(watch.isCold());
        watch.plannedDecoding(4_096 * 100, 4_096);
        assertFalse(watch.isCold());
        watch.unplannedDecoding(128, 2);
        assertFalse(watch.isCold());
        watch.unplannedDecoding(128, 3);
        assertTrue(watch.isCold());
    }

    @Test
    void aFetchFarSlowerThanMemoryMakesItColdAgain() {
        watch.becomeWarm();
        watch.unplanned(100, 1_000, 202_000);
        assertFalse(watch.isCold());
        watch.unplanned(100, 1_000, 202_001);
        assertTrue(watch.isCold());
    }
}
