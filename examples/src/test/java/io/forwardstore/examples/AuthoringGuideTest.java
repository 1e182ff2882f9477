package io.forwardstore.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `docs/authoring-a-backend.md` builds the project `zip-storage`: whoever copies its blocks into an empty directory
/// has the files that are built and tested here.
final class AuthoringGuideTest {
    private static final Path GUIDE = Path.of("../docs/authoring-a-backend.md");
    private static final Path PROJECT = Path.of("zip-storage");

    /// What the guide leaves to its readers to write, and links to.
    private static final Set<String> LINKED =
            Set.of("src/test/java/com/example/zipstorage/ZipStorageProviderTest.java");

    /// A path on a line of its own and the block that follows.
    private static final Pattern FILE =
            Pattern.compile(
                    "^`(?<path>[^`\n]+)`\n\n```[a-z]+\n(?<content>.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("]\\((?<target>[^)#]+)\\)");

    @Test
    void itsBlocksAreTheProjectsFiles() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String path : projectFiles()) {
            files.put(path, Files.readString(PROJECT.resolve(path)));
        }
        files.keySet().removeAll(LINKED);
        assertEquals(files, guideFiles());
    }

    @Test
    void itsLinksLeadSomewhere() throws IOException {
        Matcher link = LINK.matcher(Files.readString(GUIDE));
        int links = 0;
        while (link.find()) {
            Path target = GUIDE.resolveSibling(link.group("target"));
            assertTrue(Files.exists(target), target::toString);
            links++;
        }
        assertTrue(links > 0, "no link was found");
    }

    private static Map<String, String> guideFiles() throws IOException {
        Map<String, String> files = new TreeMap<>();
        Matcher file = FILE.matcher(Files.readString(GUIDE));
        while (file.find()) {
            files.put(file.group("path"), file.group("content"));
        }
        return files;
    }

    private static Set<String> projectFiles() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(Files::isRegularFile)
                    .map(PROJECT::relativize)
                    .filter(file -> !file.startsWith("target"))
                    .map(Path::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
