package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.forwardstore.StorageType;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Every command answers the same by every storage type, for all files of the public corpora, also where it refuses.
final class CorpusCommandsTest {
    private static final long SEED = 11;
    private static final int MAX_FETCHED_ROWS = 300;

    /// Columns of one name, and types that the other format does not have.
    private static final Pattern REFUSED_AS_USAGE = Pattern.compile("Ambiguous column|Cannot write column");

    @TempDir Path directory;

    @TestFactory
    Stream<DynamicTest> parquetFiles() throws IOException {
        return tests("parquet-testing", ".parquet");
    }

    @TestFactory
    Stream<DynamicTest> arrowFiles() throws IOException {
        return tests("arrow-testing/integration", ".arrow_file");
    }

    private Stream<DynamicTest> tests(String folder, String suffix) throws IOException {
        Path root = Corpora.path(folder);
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .map(file -> dynamicTest(root.relativize(file).toString(), () -> check(file)))
                    .toList()
                    .stream();
        }
    }

    private void check(Path file) throws IOException {
        List<String> mapped = answers(file, StorageType.MMAP);
        for (StorageType type : List.of(StorageType.MEMORY, StorageType.BUFFER_POOL)) {
            List<String> others = answers(file, type);
            assertEquals(mapped.size(), others.size());
            for (int i = 0; i < mapped.size(); i++) {
                assertEquals(mapped.get(i), others.get(i), "seed " + SEED);
            }
        }
    }

    /// What each command printed, and its status.
    private List<String> answers(Path file, StorageType type) throws IOException {
        String storage = "--storage-type=" + type.name().replace("_", "");
        String name = file.toString();
        List<String> answers = new ArrayList<>();
        Run scan = add(answers, Run.of("scan", name, storage, "-f", "json"));
        add(answers, Run.of("head", name, storage, "-n", "5"));
        add(answers, Run.of("scan", name, storage, "-f", "csv", "--row-range", "1:", "--batch-size", "7"));
        add(answers, Run.of("verify", name, storage));
        if (scan.status() != 0) {
            return answers;
        }
        List<Integer> rows = rows(scan.lines().size());
        Run fetch = add(answers, Run.withInput(words(rows), "fetch", name, storage, "--rows", "-", "-f", "json"));
        if (fetch.status() == 0) {
            assertEquals(rows.stream().map(scan.lines()::get).toList(), fetch.lines(), "seed " + SEED);
        }
        for (String format : List.of("arrow", "parquet")) {
            convert(name, storage, format, answers);
        }
        return answers;
    }

    /// Adds what is in the file that the table becomes, or why it becomes none.
    private void convert(String name, String storage, String format, List<String> answers) throws IOException {
        Path copy = directory.resolve("copy." + format);
        Files.deleteIfExists(copy);
        Run convert = Run.of("convert", name, copy.toString(), storage);
        if (convert.status() == 0) {
            add(answers, Run.of("scan", copy.toString(), "-f", "json"));
        } else {
            add(answers, convert);
        }
    }

    private static Run add(List<String> answers, Run run) {
        assertTrue(run.status() <= 1 || REFUSED_AS_USAGE.matcher(run.err()).find(), run.err());
        assertTrue(run.status() == 0 || !run.err().isEmpty() || !run.out().isEmpty());
        assertTrue(!run.err().contains("Internal error"), run.err());
        answers.add(run.status() + "\n" + run.out() + run.err());
        return run;
    }

    private static List<Integer> rows(int count) {
        List<Integer> rows = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        rows.addAll(rows.subList(0, count / 2));
        Collections.shuffle(rows, new Random(SEED));
        return rows.subList(0, Math.min(rows.size(), MAX_FETCHED_ROWS));
    }

    private static String words(List<Integer> rows) {
        return String.join(" ", rows.stream().map(String::valueOf).toList());
    }
}
