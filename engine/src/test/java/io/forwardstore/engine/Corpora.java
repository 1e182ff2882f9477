package io.forwardstore.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The public test corpora, which lie outside the repository.
public final class Corpora {
    private static final Path ROOT = Path.of(System.getProperty("forwardstore.corpora", "../shared/corpora"));

    private Corpora() {}

    /// Files of a folder, in order; skips the test if the corpora are not there.
    public static List<Path> files(String folder, String suffix) throws IOException {
        Path path = ROOT.resolve(folder);
        assumeTrue(Files.isDirectory(path), () -> "No corpora at " + path + "; set -Dforwardstore.corpora");
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
