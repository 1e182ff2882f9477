package io.forwardstore.engine.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Reads mutants of well-formed files. `-Dforwardstore.fuzz.mutants=200000` for a long run, `-Dforwardstore.test.seed=…
/// -Dforwardstore.fuzz.mutants=1` to see one again.
public final class Mutants {
    private static final int DEFAULT_COUNT = 4_000;
    private static final long DEFAULT_SEED = 20_261_122L;
    private static final int MAX_FAILURES = 20;

    private final String format;
    private final Map<HostileReads.Outcome, Integer> outcomes = new EnumMap<>(HostileReads.Outcome.class);
    private final AssertionError failures = new AssertionError("some mutants ended otherwise");
    private long mostHeapBytes;

    private Mutants(String format) {
        this.format = format;
    }

    /// Shows that mutants of these seeds, each in its turn, end in data or in a refusal, and that both occur.
    ///
    /// @param format what the report calls the files
    public static void endInDataOrARefusal(String format, List<Seed> seeds) throws IOException {
        int count = Integer.getInteger("forwardstore.fuzz.mutants", DEFAULT_COUNT);
        long seed = Long.getLong("forwardstore.test.seed", DEFAULT_SEED);
        Mutants mutants = new Mutants(format);
        for (int i = 0; i < count && mutants.failures.getSuppressed().length < MAX_FAILURES; i++) {
            mutants.read(seeds.get(Math.floorMod(seed + i, seeds.size())), seed + i);
        }
        if (mutants.failures.getSuppressed().length > 0) {
            throw mutants.failures;
        }
        System.out.println(
                "%s: %d mutants of %d files with seed %d: %s; at most %d KiB of heap for one"
                        .formatted(format, count, seeds.size(), seed, mutants.outcomes, mutants.mostHeapBytes >> 10));
        if (count >= DEFAULT_COUNT) {
            assertEquals(2, mutants.outcomes.size(), () -> "expected both outcomes, found " + mutants.outcomes);
        }
    }

    private void read(Seed seed, long number) throws IOException {
        byte[] mutant = Mutation.of(seed, new Random(number));
        try {
            HostileReads.Result result = HostileReads.read(seed.name(), mutant, number);
            outcomes.merge(result.outcome(), 1, Integer::sum);
            mostHeapBytes = Math.max(mostHeapBytes, result.heapBytes());
        } catch (Throwable e) {
            Path kept = Files.write(Files.createTempFile("mutant", "." + format), mutant);
            failures.addSuppressed(
                    new AssertionError("Mutant of " + seed + " with seed " + number + ", kept as " + kept, e));
        }
    }
}
