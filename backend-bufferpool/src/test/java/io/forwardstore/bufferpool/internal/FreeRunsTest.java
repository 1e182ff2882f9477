package io.forwardstore.bufferpool.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

final class FreeRunsTest {
    private static final int UNITS = 2_000;

    @Test
    void takesTheSmallestRunThatSuffices() {
        FreeRuns runs = new FreeRuns();
        runs.add(0, 10);
        runs.add(20, 4);
        runs.add(40, 6);
        assertEquals(20, runs.take(3));
        assertEquals(40, runs.take(5));
        assertEquals(23, runs.take(1));
        assertEquals(0, runs.take(10));
        assertEquals(FreeRuns.NONE, runs.take(2));
    }

    @Test
    void neighboursAreMerged() {
        FreeRuns runs = new FreeRuns();
        runs.add(0, 1);
        runs.add(2, 1);
        assertEquals(1, runs.longest());
        runs.add(1, 1);
        assertEquals(3, runs.longest());
        assertEquals(new FreeRuns.Run(0, 3), runs.takeLongest(5));
        assertEquals(FreeRuns.Run.EMPTY, runs.takeLongest(5));
    }

    @Test
    void randomTakesAndAddsAgreeWithABitSet() {
        long seed = System.nanoTime();
        System.out.println("FreeRunsTest seed " + seed);
        Random random = new Random(seed);
        FreeRuns runs = new FreeRuns();
        runs.add(0, UNITS);
        BitSet used = new BitSet();
        List<int[]> taken = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (taken.isEmpty() || random.nextInt(100) < 52) {
                int length = 1 + random.nextInt(60);
                int start = runs.take(length);
                if (start == FreeRuns.NONE) {
                    assertFalse(hasGap(used, length));
                    continue;
                }
                assertEquals(-1, firstSet(used, start, length));
                used.set(start, start + length);
                taken.add(new int[] {start, length});
            } else {
                int[] run = taken.remove(random.nextInt(taken.size()));
                used.clear(run[0], run[0] + run[1]);
                runs.add(run[0], run[1]);
            }
            assertEquals(UNITS - used.cardinality(), runs.units());
        }
        assertNotEquals(0, taken.size());
        taken.forEach(run -> runs.add(run[0], run[1]));
        assertEquals(UNITS, runs.longest());
    }

    private static int firstSet(BitSet used, int start, int length) {
        int set = used.nextSetBit(start);
        return set >= 0 && set < start + length ? set : -1;
    }

    private static boolean hasGap(BitSet used, int length) {
        int start = used.nextClearBit(0);
        while (start < UNITS) {
            int end = used.nextSetBit(start);
            if ((end < 0 ? UNITS : end) - start >= length) {
                return true;
            }
            start = end < 0 ? UNITS : used.nextClearBit(end);
        }
        return false;
    }
}
