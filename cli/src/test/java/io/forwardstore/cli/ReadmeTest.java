package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/// README.md names what there is; [DocumentationTest] runs what it shows.
final class ReadmeTest {
    @Test
    void theSetUpCommandsAreTheTwoThatEveryoneNeeds() throws IOException {
        String readme = readme();
        String setUp = readme.substring(readme.indexOf("## Set up"), readme.indexOf("## Which backend"));
        List<String> commands =
                Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                        .matcher(setUp)
                        .results()
                        .map(block -> block.group(1).strip())
                        .toList();

        assertEquals(List.of("./fstore demo", "mvn verify"), commands);
    }

    @Test
    void artifactsAreThoseOfTheBuild() throws IOException {
        String bom = Files.readString(Documentation.ROOT.resolve("bom/pom.xml"));
        List<String> artifacts =
                Pattern.compile("forwardstore-[a-z-]*[a-z]")
                        .matcher(readme())
                        .results()
                        .map(match -> match.group())
                        .toList();

        assertTrue(artifacts.size() > 3, artifacts.toString());
        for (String artifact : artifacts) {
            assertTrue(bom.contains("<artifactId>" + artifact + "</artifactId>"), artifact);
        }
    }

    @Test
    void everyCommandIsInTheChangelog() throws IOException {
        String changelog = Files.readString(Documentation.ROOT.resolve("CHANGELOG.md"));
        FStore.commandLine(SmallTable.CONSOLE)
                .getSubcommands()
                .forEach((name, command) -> {
                    if (SmallTable.isOurs(command)) {
                        assertTrue(changelog.contains("`" + name + "`"), name);
                    }
                });
    }

    private static String readme() throws IOException {
        return Files.readString(Documentation.ROOT.resolve("README.md"));
    }
}
