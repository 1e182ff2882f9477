package io.forwardstore.engine.internal.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.forwardstore.engine.Corpora;
import io.forwardstore.engine.HostileReads;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Hostile Parquet bytes: what fuzzers found in other readers, files known to be malformed, and mutants of well-formed
/// ones. All end in data or in a refusal.
class ParquetFuzzTest {
    private static final int MAX_FAILURES = 20;
    private static final int MAX_FILE_BYTES = 100_000;
    private static final int FOOTER_BYTES = 4_096;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TestFactory
    Stream<DynamicTest> fuzzersFindingsEndInDataOrARefusal() throws IOException {
        return read(Corpora.files("arrow-testing/parquet-fuzz", ""));
    }

    @TestFactory
    Stream<DynamicTest> filesKnownToBeMalformedEndInDataOrARefusal() throws IOException {
        return read(Corpora.files("parquet-testing/bad_data", ".parquet"));
    }

    private static Stream<DynamicTest> read(List<Path> files) {
        return files.stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                file.getFileName().toString(),
                                () ->
                                        assertTimeoutPreemptively(
                                                LIMIT,
                                                () ->
                                                        HostileReads.read(
                                                                file.toString(), Files.readAllBytes(file), 1))));
    }

    /// `-Dforwardstore.fuzz.mutants=200000` for a long run, `-Dforwardstore.test.seed=…` to see one again.
    @Test
    void mutantsEndInDataOrARefusal() throws IOException {
        int mutants = Integer.getInteger("forwardstore.fuzz.mutants", 4_000);
        long seed = Long.getLong("forwardstore.test.seed", 20_261_122L);
        List<Path> files = smallFiles();
        Map<HostileReads.Outcome, Integer> outcomes = new EnumMap<>(HostileReads.Outcome.class);
        AssertionError failures = new AssertionError("some mutants ended otherwise");
        for (int i = 0; i < mutants && failures.getSuppressed().length < MAX_FAILURES; i++) {
            Path file = files.get(i % files.size());
            byte[] mutant = mutate(Files.readAllBytes(file), new Random(seed + i));
            try {
                outcomes.merge(HostileReads.read(file.getFileName().toString(), mutant, i), 1, Integer::sum);
            } catch (Throwable e) {
                Path kept = Files.createTempFile("mutant", ".parquet");
                Files.write(kept, mutant);
                failures.addSuppressed(
                        new AssertionError(
                                "Mutant " + i + " of " + file + " with seed " + (seed + i) + ", kept as " + kept, e));
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
        System.out.println("Parquet mutants with seed " + seed + ": " + outcomes);
        assertEquals(2, outcomes.size(), () -> "expected both outcomes, found " + outcomes);
    }

    private static List<Path> smallFiles() throws IOException {
        return Corpora.files("parquet-testing/data", ".parquet").stream()
                .filter(file -> file.toFile().length() <= MAX_FILE_BYTES)
                .filter(file -> !file.getFileName().toString().startsWith("large_string_map"))
                .toList();
    }

    /// Flips bits, sets bytes as the compact protocol's numbers are made of them, copies ranges, or cuts the end.
    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            int at = position(bytes.length, random);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] += (byte) (random.nextInt(9) - 4);
                case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(5)), (byte) -1);
                case 4 -> {
                    int length = Math.min(1 + random.nextInt(32), bytes.length - at);
                    System.arraycopy(original, random.nextInt(original.length - length + 1), bytes, at, length);
                }
                default -> {
                    if (random.nextInt(8) == 0) {
                        return Arrays.copyOf(bytes, at);
                    }
                    bytes[at] = 0;
                }
            }
        }
        return bytes;
    }

    /// A third of the edits goes to the footer, a third to where the first page headers are.
    private static int position(int length, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(length);
            case 1 -> random.nextInt(Math.min(length, 128));
            default -> length - 1 - random.nextInt(Math.min(length, FOOTER_BYTES));
        };
    }
}
