package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/// `docs/pictures/draw` draws the pictures that the pages show.
final class PicturesTest {
    private static final Path BASH = Path.of("/bin/bash");
    private static final Path PICTURES = Documentation.ROOT.resolve("docs/pictures");

    @TempDir Path directory;

    @Test
    void theScriptDrawsEveryPicture() throws Exception {
        assumeTrue(Files.isExecutable(BASH), "needs bash");
        Path out = Files.createDirectory(directory.resolve("out"));
        ExampleDirectory place = ExampleDirectory.make(Files.createDirectory(directory.resolve("place")));
        String settings = "env ROWS=3000 SECONDS_EACH=0.001 TABLES=tables OUT='" + out + "' FSTORE=\"$PWD/fstore\" ";

        ForkedJvm.Ended ended = place.shell(settings + BASH + " '" + PICTURES.resolve("draw").toRealPath() + "'");

        assertEquals(0, ended.status(), ended.out() + ended.err());
        assertEquals(svgFiles(PICTURES), svgFiles(out));
        for (String picture : svgFiles(out)) {
            String svg = Files.readString(out.resolve(picture));
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(out.resolve(picture).toFile());
            assertTrue(svg.contains("fetch 100 rows"), picture);
        }
    }

    private static List<String> svgFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".svg"))
                    .sorted()
                    .toList();
        }
    }
}
