package io.forwardstore.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// The public test corpora, which lie outside the repository.
final class Corpora {
    private static final Path ROOT = Path.of(System.getProperty("forwardstore.corpora", "../shared/corpora"));

    private Corpora() {}

    /// A file or folder; skips the test if the corpora are not there.
    static Path path(String name) {
        Path path = ROOT.resolve(name);
        assumeTrue(Files.exists(path), () -> "No corpora at " + path + "; set -Dforwardstore.corpora");
        return path;
    }
}
