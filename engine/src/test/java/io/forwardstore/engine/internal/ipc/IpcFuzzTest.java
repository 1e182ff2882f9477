package io.forwardstore.engine.internal.ipc;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.Corpora;
import io.forwardstore.engine.HostileReads;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Hostile Arrow IPC bytes: what fuzzers found in other readers, and mutants of well-formed files.
class IpcFuzzTest {
    private static final int MAX_FAILURES = 20;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TestFactory
    Stream<DynamicTest> fuzzersFindingsEndInDataOrARefusal() throws IOException {
        return Corpora.files("arrow-testing/ipc-file-fuzz", "").stream()
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
        List<Path> files = Corpora.files("arrow-testing/integration", ".arrow_file");
        Map<HostileReads.Outcome, Integer> outcomes = new EnumMap<>(HostileReads.Outcome.class);
        AssertionError failures = new AssertionError("some mutants ended otherwise");
        for (int i = 0; i < mutants; i++) {
            Path file = files.get(i % files.size());
            Random random = new Random(seed + i);
            byte[] mutant = mutate(Files.readAllBytes(file), random);
            try {
                outcomes.merge(HostileReads.read(file.getFileName().toString(), mutant, i), 1, Integer::sum);
            } catch (Throwable e) {
                Path kept = Files.createTempFile("mutant", ".arrow");
                Files.write(kept, mutant);
                failures.addSuppressed(
                        new AssertionError(
                                "Mutant " + i + " of " + file + " with seed " + (seed + i) + ", kept as " + kept, e));
                if (failures.getSuppressed().length == MAX_FAILURES) {
                    throw failures;
                }
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
        System.out.println("IPC mutants with seed " + seed + ": " + outcomes);
        assertTrue(outcomes.size() == 2, "expected both outcomes, found " + outcomes);
    }

    /// Flips bits, edits whole numbers as lengths and offsets are, copies ranges, or cuts the end.
    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            int at = position(bytes.length, random);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> putInt(buffer, at & ~3, interesting(random));
                case 3 -> putLong(buffer, at & ~7, interesting(random));
                case 4 -> {
                    int length = Math.min(1 + random.nextInt(32), bytes.length - at);
                    System.arraycopy(original, random.nextInt(original.length - length + 1), bytes, at, length);
                }
                default -> {
                    if (random.nextInt(8) == 0) {
                        return Arrays.copyOf(bytes, at);
                    }
                    putInt(
                            buffer,
                            at & ~3,
                            buffer.getInt(Math.min(at & ~3, bytes.length - 4)) + random.nextInt(17) - 8);
                }
            }
        }
        return bytes;
    }

    /// Metadata is what matters: half of the edits go to the last part, where the footer is.
    private static int position(int length, Random random) {
        return random.nextBoolean()
                ? random.nextInt(length)
                : Math.max(0, length - 1 - random.nextInt(Math.min(length, 4_096)));
    }

    private static long interesting(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> -1;
            case 1 -> Integer.MAX_VALUE;
            case 2 -> Integer.MIN_VALUE;
            case 3 -> Long.MAX_VALUE;
            case 4 -> 1L << random.nextInt(63);
            case 5 -> random.nextInt(64);
            case 6 -> 0;
            default -> random.nextLong();
        };
    }

    private static void putInt(ByteBuffer buffer, int at, long value) {
        if (at + Integer.BYTES <= buffer.capacity()) {
            buffer.putInt(at, (int) value);
        }
    }

    private static void putLong(ByteBuffer buffer, int at, long value) {
        if (at + Long.BYTES <= buffer.capacity()) {
            buffer.putLong(at, value);
        }
    }
}
