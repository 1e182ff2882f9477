package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.Terminal;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// README.md and the page about the command line show only what works: programs and commands are run, coordinates and
/// links looked up.
final class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir static Path directory;

    private static String readme;

    @BeforeAll
    static void makeWhatTheReadmeReads() throws IOException {
        readme = Files.readString(ROOT.resolve("README.md"));
        Console quiet =
                new Console(
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                        Terminal.NONE);
        Files.move(DemoTable.in(directory, 1_000, quiet).file(), directory.resolve("table.arrow"));
        Files.writeString(directory.resolve("rows.txt"), "1 2 3");
    }

    private static List<String> blocks(String language) {
        return blocks(language, readme);
    }

    private static List<String> blocks(String language, String page) {
        Matcher blocks =
                Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL).matcher(page);
        return blocks.results().map(block -> block.group(1)).toList();
    }

    private static ForkedJvm.Ended inDirectory(String command) throws IOException, InterruptedException {
        String line = "cd " + ForkedJvm.quoted(List.of(directory.toString())) + "&& " + command;
        return ForkedJvm.run(directory, List.of(SHELL.toString(), "-c", line));
    }

    @Test
    void theSetUpCommandsAreTheTwoThatEveryoneNeeds() {
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
    void programsRun() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SHELL), "needs a POSIX shell");
        List<String> programs = blocks("java");
        assertEquals(3, programs.size());
        for (String program : programs) {
            Path source = Files.writeString(directory.resolve("Program.java"), program);
            String java = ForkedJvm.quoted(ForkedJvm.command().subList(0, 3));

            ForkedJvm.Ended ended = inDirectory(java + source.getFileName());

            assertEquals(0, ended.status(), program + ended.err());
            assertTrue(!ended.out().isBlank(), program);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/command-line.md"})
    void commandsRun(String page) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SHELL), "needs a POSIX shell");
        stubLauncher();
        List<String> commands =
                blocks("sh", Files.readString(ROOT.resolve(page))).stream()
                        .flatMap(String::lines)
                        .filter(line -> line.contains("./fstore"))
                        .toList();
        assertTrue(commands.size() > 5, commands.toString());
        for (String command : commands) {
            ForkedJvm.Ended ended = inDirectory(command);

            assertEquals(0, ended.status(), command + "\n" + ended.err());
            assertTrue(!ended.out().isBlank() || writesAFile(command) || command.contains(" warmup "), command);
        }
    }

    private static boolean writesAFile(String command) {
        return command.contains(" -o ") || command.contains(" convert ");
    }

    /// Stands in for the launcher, which would build; and the demonstration is a small one.
    private static void stubLauncher() throws IOException {
        String script =
                "#!/bin/sh\n[ \"$1\" = demo ] && set -- demo --rows 2000 --dir demo\nexec "
                        + ForkedJvm.quoted(ForkedJvm.command())
                        + "\"$@\"\n";
        Path stub = Files.writeString(directory.resolve("fstore"), script);
        Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void artifactsAndTheirVersionAreThoseOfTheBuild() throws IOException {
        String bom = Files.readString(ROOT.resolve("bom/pom.xml"));
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        List<String> artifacts =
                Pattern.compile("forwardstore-[a-z-]*[a-z]")
                        .matcher(readme)
                        .results()
                        .map(match -> match.group())
                        .toList();

        assertTrue(artifacts.size() > 3, artifacts.toString());
        for (String artifact : artifacts) {
            assertTrue(bom.contains("<artifactId>" + artifact + "</artifactId>"), artifact);
        }
        Matcher version = Pattern.compile("<version>(.*?)</version>").matcher(blocks("xml").getFirst());
        assertTrue(version.find());
        assertTrue(parent.contains("<version>" + version.group(1) + "</version>"), version.group(1));
    }

    @Test
    void everyCommandThatIsShownExistsAndEveryOneThatExistsIsInTheChangelog() throws IOException {
        String changelog = Files.readString(ROOT.resolve("CHANGELOG.md"));
        FStore.commandLine(SmallTable.CONSOLE)
                .getSubcommands()
                .forEach((name, command) -> {
                    if (SmallTable.isOurs(command)) {
                        assertTrue(changelog.contains("`" + name + "`"), name);
                    }
                });
    }

    @Test
    void linksLeadSomewhere() {
        Pattern.compile("\\]\\(([^)]*)\\)")
                .matcher(readme)
                .results()
                .forEach(link -> {
                    String target = link.group(1);
                    assertTrue(target.startsWith("https://") || Files.exists(ROOT.resolve(target)), target);
                });
    }
}
