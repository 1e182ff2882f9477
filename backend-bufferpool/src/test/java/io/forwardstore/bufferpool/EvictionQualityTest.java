package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Random;

/// Does what Caffeine hears suffice for what Caffeine decides? The reference is a Caffeine cache of the same size that
/// sees every access.
@Tag("long")
final class EvictionQualityTest {
    private static final int UNIVERSE = 20_000;
    private static final int CACHED = 1_000;
    private static final int ACCESSES = 600_000;
    private static final double EXPONENT = 0.99;
    private static final int PAGE = 4096 - 128;

    @Test
    void theHitRateOnAZipfTraceIsThatOfCaffeine() throws IOException {
        long seed = 42;
        double reference = caffeine(new Zipf(UNIVERSE, EXPONENT, new Random(seed)));
        double pool = pool(new Zipf(UNIVERSE, EXPONENT, new Random(seed)));
        System.out.printf("Zipf(%.2f): hit rate %.4f, Caffeine alone %.4f%n", EXPONENT, pool, reference);
        assertTrue(pool >= reference * 0.98, "hit rate " + pool + ", Caffeine alone " + reference);
    }

    @Test
    void aScanCostsTheHotSetLittle() throws IOException {
        try (BufferManager manager = BufferManager.of(CACHED * 4096L)) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, UNIVERSE, new StampedPages(PAGE));
            PageTable<Long> other = new PageTable<>(manager, "other", 2, 20 * CACHED, new StampedPages(PAGE));
            Zipf zipf = new Zipf(UNIVERSE, EXPONENT, new Random(7));
            hits(table, zipf, ACCESSES);
            double before = zipf.shareInMemory(table);
            for (int page = 0; page < other.pageCount(); page++) {
                other.pin(page, Access.SCAN).unpin();
            }
            double after = zipf.shareInMemory(table);
            System.out.printf("Accesses that would hit before a scan %.4f, after it %.4f%n", before, after);
            assertTrue(after >= before * 0.95, "before " + before + ", after " + after);
        }
    }

    @Test
    void hitsGoOnWhileATableIsScanned() throws IOException {
        try (BufferManager manager = BufferManager.of(CACHED * 4096L)) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, UNIVERSE, new StampedPages(PAGE));
            PageTable<Long> other = new PageTable<>(manager, "other", 2, 20 * CACHED, new StampedPages(PAGE));
            Zipf zipf = new Zipf(UNIVERSE, EXPONENT, new Random(8));
            hits(table, zipf, ACCESSES);
            double before = hits(table, zipf, 5 * other.pageCount());
            double during = 0;
            for (int page = 0; page < other.pageCount(); page++) {
                other.pin(page, Access.SCAN).unpin();
                during += hits(table, zipf, 5);
            }
            during /= other.pageCount();
            System.out.printf("Hit rate before a scan %.4f, during it %.4f%n", before, during);
            assertTrue(during >= before * 0.95, "before " + before + ", during " + during);
        }
    }

    private static double caffeine(Zipf zipf) {
        Cache<Integer, Integer> cache =
                Caffeine.newBuilder()
                        .maximumWeight(CACHED)
                        .weigher((Integer key, Integer value) -> 1)
                        .executor(Runnable::run)
                        .build();
        int hits = 0;
        for (int i = 0; i < ACCESSES; i++) {
            int page = zipf.next();
            if (cache.getIfPresent(page) != null) {
                hits++;
            } else {
                cache.put(page, page);
            }
        }
        return (double) hits / ACCESSES;
    }

    private static double pool(Zipf zipf) throws IOException {
        try (BufferManager manager = BufferManager.of(CACHED * 4096L)) {
            PageTable<Long> table = new PageTable<>(manager, "table", 1, UNIVERSE, new StampedPages(PAGE));
            return hits(table, zipf, ACCESSES);
        }
    }

    private static double hits(PageTable<Long> table, Zipf zipf, int accesses) throws IOException {
        int hits = 0;
        for (int i = 0; i < accesses; i++) {
            int page = zipf.next();
            hits += table.isPresent(page) ? 1 : 0;
            table.pin(page, Access.ROWS).unpin();
        }
        return (double) hits / accesses;
    }

    /// Ranks by inversion of the cumulated frequencies, scattered over the pages.
    private static final class Zipf {
        private final double[] cumulated;
        private final Random random;

        Zipf(int count, double exponent, Random random) {
            this.cumulated = new double[count];
            this.random = random;
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += 1 / Math.pow(i + 1, exponent);
                cumulated[i] = sum;
            }
        }

        /// The part of all accesses that a table's pages in memory would serve.
        double shareInMemory(PageTable<?> table) {
            double sum = 0;
            for (int rank = 0; rank < cumulated.length; rank++) {
                if (table.isPresent(page(rank))) {
                    sum += cumulated[rank] - (rank == 0 ? 0 : cumulated[rank - 1]);
                }
            }
            return sum / cumulated[cumulated.length - 1];
        }

        int next() {
            int found = java.util.Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
            int rank = found < 0 ? -found - 1 : found;
            return page(rank);
        }

        private int page(int rank) {
            return (int) (rank * 7_919L % cumulated.length);
        }
    }
}
