package io.forwardstore.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Requests for 100 rows from pages of which the r-th most popular is asked for in proportion to `1 / r^exponent`.
/// Which pages are popular is shuffled; within a page all rows are alike.
final class ZipfRequests {
    private static final int REQUESTS = 8_192;
    private static final int ROWS = 100;
    private static final long SEED = 7;

    private final long[][] requests = new long[REQUESTS][ROWS];
    private int next;

    ZipfRequests(int rowCount, int pageRows, double exponent) {
        SplittableRandom random = new SplittableRandom(SEED);
        int pageCount = Math.ceilDiv(rowCount, pageRows);
        int[] pages = shuffled(pageCount, random);
        double[] cumulative = cumulative(pageCount, exponent);
        for (long[] request : requests) {
            for (int i = 0; i < ROWS; i++) {
                int rank = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[pageCount - 1]);
                long page = pages[Math.min(pageCount - 1, rank < 0 ? ~rank : rank)];
                request[i] = Math.min(rowCount - 1, page * pageRows + random.nextInt(pageRows));
            }
        }
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] pages = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            pages[i] = pages[other];
            pages[other] = i;
        }
        return pages;
    }

    private static double[] cumulative(int count, double exponent) {
        double[] sums = new double[count];
        double sum = 0;
        for (int rank = 0; rank < count; rank++) {
            sum += Math.pow(rank + 1, -exponent);
            sums[rank] = sum;
        }
        return sums;
    }

    /// The next request.
    long[] next() {
        return requests[next++ & (REQUESTS - 1)];
    }
}
