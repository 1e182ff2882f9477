package io.forwardstore.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.Random;

final class PageIndexTest {
    @Test
    void aRowBelongsToTheLastRunThatBeginsAtOrBeforeIt() {
        long seed = System.nanoTime();
        System.out.println("PageIndexTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            long[] firstRows = cuts(random);
            PageIndex index = PageIndex.of(firstRows);
            for (long row = 0; row < index.rowCount(); row++) {
                assertEquals(lastRunAtOrBefore(firstRows, row), index.pageOf(row), "row " + row);
            }
        }
    }

    /// Runs of about one length, or of lengths that differ by orders of magnitude; some are empty.
    private static long[] cuts(Random random) {
        long[] firstRows = new long[1 + random.nextInt(60)];
        int longest = 1 << random.nextInt(8);
        boolean skewed = random.nextBoolean();
        for (int i = 1; i < firstRows.length; i++) {
            int rows = skewed && random.nextInt(10) > 0 ? random.nextInt(2) : random.nextInt(longest + 1);
            firstRows[i] = firstRows[i - 1] + rows;
        }
        return firstRows;
    }

    private static int lastRunAtOrBefore(long[] firstRows, long row) {
        int run = firstRows.length - 2;
        while (firstRows[run] > row) {
            run--;
        }
        return run;
    }

    @Test
    void runsMayBeLongerThanAnArray() {
        long many = 1L << 60;
        PageIndex index = PageIndex.of(new long[] {0, 5, 5, many, many + 3});
        assertEquals(0, index.pageOf(4));
        assertEquals(2, index.pageOf(5));
        assertEquals(2, index.pageOf(many - 1));
        assertEquals(3, index.pageOf(many + 2));
        assertThrows(IndexOutOfBoundsException.class, () -> index.pageOf(many + 3));
    }
}
