package io.forwardstore.mmap;

import static io.forwardstore.mmap.ColdWatch.Guess.COLD;
import static io.forwardstore.mmap.ColdWatch.Guess.DOUBTFUL;
import static io.forwardstore.mmap.ColdWatch.Guess.WARM;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ColdWatchTest {
    private final ColdWatch watch = new ColdWatch();

    @Test
    void aStoreBeginsCold() {
        assertEquals(COLD, watch.guess());
    }

    @Test
    void askingInVainEndsIt() {
        watch.planned(4_096 * 100, 4_096 * 2, 100, 0, 1_000);
        assertEquals(COLD, watch.guess());
        watch.planned(4_096 * 100, 4_096, 100, 0, 1_000);
        assertEquals(WARM, watch.guess());
    }

    @Test
    void slowFetchesFromStorageThatIsNotAccountedForKeepAsking() {
        watch.planned(4_096 * 100, 0, 100, 0, 100 * 50_000 + 1);
        assertEquals(COLD, watch.guess());
        watch.planned(4_096 * 100, 0, 100, 0, 100 * 50_000);
        assertEquals(WARM, watch.guess());
    }

    @Test
    void decodingIsJudgedByWhatItReadFromStorage() {
        watch.plannedDecoding(4_096 * 100, 4_096 * 2);
        assertEquals(COLD, watch.guess());
        watch.plannedDecoding(4_096 * 100, 4_096);
        assertEquals(WARM, watch.guess());
        watch.unplannedDecoding(128, 2);
        assertEquals(WARM, watch.guess());
        watch.unplannedDecoding(128, 3);
        assertEquals(COLD, watch.guess());
    }

    @Test
    void aFetchFarSlowerThanMemoryIsDoubtful() {
        watch.becomeWarm();
        watch.unplanned(100, 1_000, 202_000);
        assertEquals(WARM, watch.guess());
        watch.unplanned(100, 1_000, 202_001);
        assertEquals(DOUBTFUL, watch.guess());
    }

    @Test
    void slowFetchesThatReadNothingFromStorageWaitedForAProcessor() {
        watch.becomeWarm();
        watch.unplanned(128, 1_000, 5_000_000);
        watch.counted(2, 128, 0, 5_000_000);
        assertEquals(WARM, watch.guess());
    }

    @Test
    void slowFetchesThatReadFromStorageAskNextTime() {
        watch.becomeWarm();
        watch.unplanned(128, 1_000, 5_000_000);
        watch.counted(3, 128, 0, 1_000);
        assertEquals(COLD, watch.guess());
    }

    @Test
    void verySlowFetchesAskNextTimeWhereStorageIsNotAccountedFor() {
        watch.becomeWarm();
        watch.unplanned(100, 1_000, 100 * 50_000 + 1);
        watch.counted(0, 100, 0, 100 * 50_000 + 1);
        assertEquals(COLD, watch.guess());
    }

    @Test
    void manyBytesTakeTheirTime() {
        watch.planned(4_096 * 100, 0, 64, 64 << 20, 100_000_000);
        assertEquals(WARM, watch.guess());
        watch.unplanned(64, 64 << 20, 200_000_000);
        watch.counted(0, 64, 64 << 20, 100_000_000);
        assertEquals(WARM, watch.guess());
    }

    @Test
    void whoReadNothingDoesNotSpeakForWhoDid() {
        watch.becomeWarm();
        watch.unplanned(128, 0, 5_000_000);
        watch.counted(128, 128, 0, 1_000);
        watch.counted(0, 128, 0, 1_000);
        assertEquals(COLD, watch.guess());
    }

    @Test
    void aSlowFetchDoesNotEndTheAskingOfOthers() {
        watch.unplanned(100, 1_000, 5_000_000);
        assertEquals(COLD, watch.guess());
    }
}
