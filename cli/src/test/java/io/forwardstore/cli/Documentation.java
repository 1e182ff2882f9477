package io.forwardstore.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The pages that come with the sources.
final class Documentation {
    /// Where the sources are, seen from the tests.
    static final Path ROOT = Path.of("..");

    /// What links to everything in `docs`.
    static final Path INDEX = ROOT.resolve("docs/README.md");

    private Documentation() {}

    /// All pages.
    static Stream<MarkdownPage> pages() {
        return Stream.of(
                        Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                .map(ROOT::resolve)
                                .toList(),
                        in("docs"),
                        in("examples"),
                        in("benchmarks"))
                .flatMap(List::stream)
                .map(Documentation::page);
    }

    private static List<Path> in(String directory) {
        try (Stream<Path> files = Files.list(ROOT.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MarkdownPage page(Path file) {
        try {
            return MarkdownPage.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The page of that name in `docs`.
    static MarkdownPage page(String name) {
        return page(ROOT.resolve("docs").resolve(name));
    }
}
