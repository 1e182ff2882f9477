package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What `fetch` and `scan` print for files of the Arrow integration corpus is what the files' JSON forms say.
final class FetchCorpusTest {
    private static final long SEED = 7;

    @Test
    void fetchOfThePrimitivesPrintsWhatTheirJsonFormSays() throws IOException {
        Path file = Corpora.path("arrow-testing/integration/1.0.0-littleendian/generated_primitive.arrow_file");
        List<String> golden = golden(file).lines();
        String rows = IntStream.range(0, golden.size()).mapToObj(Integer::toString).collect(Collectors.joining(","));

        Run run = Run.of("fetch", file.toString(), "--rows", rows, "--output-format=json");

        assertEquals("", run.err());
        assertEquals(golden, run.lines());
        assertEquals(0, run.status());
    }

    @TestFactory
    Stream<DynamicTest> everyFileAndBackendPrintsWhatTheJsonFormSays() throws IOException {
        Path folder = Corpora.path("arrow-testing/integration");
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".arrow_file"))
                    .sorted()
                    .flatMap(file ->
                            StorageProviders.load().all().stream()
                                    .map(provider ->
                                            dynamicTest(
                                                    folder.relativize(file) + " by " + provider.id(),
                                                    () -> check(file, provider))))
                    .toList()
                    .stream();
        }
    }

    private static void check(Path file, StorageProvider provider) throws IOException {
        GoldenTable golden = golden(file);
        assumeTrue(golden.hasDistinctNames(), "columns of one name cannot be asked for");
        List<String> lines = golden.lines();

        Run scan = Run.of("scan", file.toString(), "--storage", provider.id(), "-f", "json");
        assertEquals("", scan.err());
        assertEquals(lines, scan.lines());

        List<Integer> rows = new ArrayList<>(IntStream.range(0, lines.size()).boxed().toList());
        rows.addAll(rows.subList(0, rows.size() / 2));
        Collections.shuffle(rows, new Random(SEED));
        String input = rows.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        Run fetch =
                Run.withInput(input, "fetch", file.toString(), "--rows", "-", "--storage", provider.id(), "-f", "json");
        assertEquals("", fetch.err(), "seed " + SEED);
        assertEquals(rows.stream().map(lines::get).toList(), fetch.lines(), "seed " + SEED);
    }

    private static GoldenTable golden(Path file) throws IOException {
        return GoldenTable.read(Path.of(file.toString().replace(".arrow_file", ".json.gz")));
    }
}
