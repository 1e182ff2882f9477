package io.forwardstore.testkit;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random tables and random reads, held against the reference.
///
/// Seeds are the same in every run; `-Dforwardstore.testkit.seed=N` puts another first seed in their place, and
/// `-Dforwardstore.testkit.tables=N` another number of tables. A failure names its seed.
final class Differential {
    private static final long FIRST_SEED = Long.getLong("forwardstore.testkit.seed", 1);
    private static final int TABLES = Integer.getInteger("forwardstore.testkit.tables", 12);
    private static final int READS = 20;

    private Differential() {}

    interface Reads {
        void on(ForwardStore store, Dataset dataset, Random random) throws IOException;
    }

    static void run(Fixture fixture, Reads reads) throws IOException {
        System.out.printf(
                "%s %s: tables of seeds %d to %d%n",
                fixture.provider().id(), fixture.format(), FIRST_SEED, FIRST_SEED + TABLES - 1);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + TABLES; seed++) {
            Dataset dataset = Datasets.ofSeed(seed, TypeCoverage.served(fixture));
            try (ForwardStore store = fixture.open(dataset)) {
                reads.on(store, dataset, new Random(seed));
            } catch (AssertionError | RuntimeException | IOException e) {
                throw new AssertionError("Table of seed " + seed + " (" + dataset.schema() + "): " + e.getMessage(), e);
            }
        }
    }

    static void randomFetches(ForwardStore store, Dataset dataset, Random random) throws IOException {
        for (int i = 0; i < READS; i++) {
            Checks.fetch(store, dataset, columns(dataset, random), rows(dataset, random));
        }
    }

    static void randomScans(ForwardStore store, Dataset dataset, Random random) throws IOException {
        for (int i = 0; i < READS; i++) {
            ScanOptions options = ScanOptions.of(columns(dataset, random));
            if (random.nextBoolean()) {
                options = options.batchSize(1 + random.nextInt(70));
            }
            if (random.nextBoolean()) {
                long first = random.nextLong(dataset.rowCount() + 1);
                options = options.rows(first, first + random.nextLong(dataset.rowCount() - first + 1));
            }
            Checks.scan(store, dataset, options.parallelism(1 + random.nextInt(3)));
        }
    }

    /// Some columns in some order, the pseudo column among them now and then.
    static List<String> columns(Dataset dataset, Random random) {
        List<String> all = new ArrayList<>(dataset.columnNames());
        all.add(ForwardStore.ROW_ID_COLUMN);
        java.util.Collections.shuffle(all, random);
        return List.copyOf(all.subList(0, 1 + random.nextInt(all.size())));
    }

    /// Few or many rows, in order or not, with duplicates.
    static long[] rows(Dataset dataset, Random random) {
        if (dataset.rowCount() == 0) {
            return new long[0];
        }
        int count = random.nextInt(random.nextInt(3) == 0 ? 300 : 12);
        long[] rows = random.longs(count, 0, dataset.rowCount()).toArray();
        if (random.nextInt(3) == 0) {
            java.util.Arrays.sort(rows);
        }
        return rows;
    }
}
