package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.Guice;

import io.forwardstore.guice.ForwardStoreModule;
import io.forwardstore.guice.StoreCloser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the pages show is run: programs, fragments, commands, configurations; links are followed.
///
/// A block of `java` that has a `main` is run in a directory that holds `table.arrow`, `table.parquet` and `rows.txt`;
/// others are compiled. Blocks of `sh` are run there too, by a shell that stops at the first command that fails; Maven
/// only pretends, and its command lines are looked over. A block below a line that is nothing but the name of a file is
/// written to that file. A block of `text` is what the example before it prints, with `…` for what differs each time.
/// Whatever else is shown has `<!-- not run: why -->` on the line before; what only Linux has, `<!-- on Linux -->`.
final class DocumentationTest {
    private static final String NOT_RUN = "not run: ";
    private static final String ON_LINUX = "on Linux";
    private static final boolean IS_LINUX = System.getProperty("os.name").equals("Linux");
    private static final Set<String> LANGUAGES = Set.of("java", "sh", "text", "xml", "properties");

    /// The page whose files are a project that another test builds.
    private static final String BUILT_ELSEWHERE = "authoring-a-backend.md";

    @TempDir Path directory;

    static Stream<MarkdownPage> pages() {
        return Documentation.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void examplesRun(MarkdownPage page) throws IOException, InterruptedException {
        assumeTrue(ExampleDirectory.isSupported(), "needs a POSIX shell");
        List<MarkdownPage.Block> blocks = page.blocks();
        for (MarkdownPage.Block block : blocks) {
            assertTrue(
                    block.remark().startsWith(NOT_RUN) || LANGUAGES.contains(block.language()),
                    () -> at(page, block) + ": a block in '" + block.language() + "'");
        }
        if (blocks.stream().noneMatch(DocumentationTest::isRun)) {
            return;
        }
        ExampleDirectory place = ExampleDirectory.make(Files.createDirectory(directory.toRealPath().resolve("place")));
        Path classes = directory.toRealPath().resolve("classes");
        compile(page, classes);
        String printed = null;
        for (MarkdownPage.Block block : blocks) {
            if (!isRun(block)) {
                continue;
            }
            if (!block.path().isEmpty()) {
                place.write(block.path(), block.content());
            }
            switch (block.language()) {
                case "sh" -> printed = succeed(page, block, place.shell(block.content()));
                case "java" -> {
                    if (isProgram(block)) {
                        printed = succeed(page, block, place.program(classes, className(block)));
                    }
                }
                case "text" -> {
                    if (block.path().isEmpty()) {
                        assertPrinted(page, block, printed);
                    }
                }
                case "properties" -> assertConfigures(block, place.path());
                default -> {}
            }
        }
    }

    private static boolean isRun(MarkdownPage.Block block) {
        return !block.remark().startsWith(NOT_RUN) && (IS_LINUX || !block.remark().equals(ON_LINUX));
    }

    private static boolean isProgram(MarkdownPage.Block block) {
        return block.path().isEmpty() && ExampleCompiler.isProgram(block.content());
    }

    private static String className(MarkdownPage.Block block) {
        return "Line" + block.line();
    }

    private static String at(MarkdownPage page, MarkdownPage.Block block) {
        return page + ":" + block.line();
    }

    private static void compile(MarkdownPage page, Path classes) throws IOException {
        ExampleCompiler compiler = new ExampleCompiler(classes);
        for (MarkdownPage.Block block : page.blocks()) {
            if (block.language().equals("java") && block.path().isEmpty() && isRun(block)) {
                compiler.add(className(block), block.content());
            }
        }
        assertEquals("", compiler.compile(), page::toString);
    }

    private static String succeed(MarkdownPage page, MarkdownPage.Block block, ForkedJvm.Ended ended) {
        assertEquals(0, ended.status(), () -> at(page, block) + "\n" + block.content() + ended.out() + ended.err());
        return ended.out();
    }

    private static void assertPrinted(MarkdownPage page, MarkdownPage.Block block, String printed) {
        if (printed == null) {
            fail(at(page, block) + ": no example before it prints this");
        }
        String pattern =
                Arrays.stream(lines(block.content()).split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
        String actual = lines(printed);
        assertTrue(
                Pattern.compile(pattern, Pattern.DOTALL).matcher(actual).matches(),
                () -> at(page, block) + ": the example before it prints\n" + actual);
    }

    private static String lines(String text) {
        return text.lines().map(String::stripTrailing).collect(Collectors.joining("\n")).strip();
    }

    /// The configuration is one that stores can be opened with.
    private static void assertConfigures(MarkdownPage.Block block, Path directory) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(block.content()));
        Map<String, String> config = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> {
                    String value = properties.getProperty(key);
                    config.put(key, key.endsWith(".file") ? directory.resolve(value).toString() : value);
                });
        try (StoreCloser closer =
                Guice.createInjector(ForwardStoreModule.discover().withConfig(config)).getInstance(StoreCloser.class)) {
            assertTrue(closer != null);
        }
    }

    @Test
    void artifactsAndTheirVersionsAreThoseOfTheBuild() throws IOException {
        String bom = Files.readString(Documentation.ROOT.resolve("bom/pom.xml"));
        String version = versionIn(Files.readString(Documentation.ROOT.resolve("pom.xml")));
        Pattern artifact =
                Pattern.compile(
                        "<groupId>io.forwardstore</groupId>\\s*<artifactId>(?<id>[^<]*)</artifactId>"
                                + "(\\s*<version>(?<version>[^<]*)</version>)?");
        int seen = 0;
        for (MarkdownPage page : pages().toList()) {
            Matcher match = artifact.matcher(page.text());
            while (match.find()) {
                seen++;
                String id = match.group("id");
                assertTrue(id.equals("forwardstore-bom") || bom.contains(">" + id + "<"), page + ": " + id);
                String named = match.group("version");
                assertTrue(named == null || named.equals(version) || named.startsWith("${"), page + ": " + named);
            }
        }
        assertTrue(seen > 2, "artifacts seen: " + seen);
    }

    private static String versionIn(String pom) {
        Matcher version = Pattern.compile("<version>(.*?)</version>").matcher(pom);
        assertTrue(version.find());
        return version.group(1);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(MarkdownPage page) throws IOException {
        for (String link : page.links()) {
            if (link.startsWith("https://")) {
                continue;
            }
            int hash = link.indexOf('#');
            String name = hash < 0 ? link : link.substring(0, hash);
            Path target = name.isEmpty() ? page.file() : page.file().resolveSibling(name);
            assertTrue(Files.exists(target), () -> page + ": " + link);
            if (hash >= 0) {
                assertTrue(
                        MarkdownPage.read(target).anchors().contains(link.substring(hash + 1)),
                        () -> page + ": " + link);
            }
        }
    }

    @Test
    void theIndexLinksToEveryPageAndEveryPictureIsShown() throws IOException {
        Path docs = Documentation.ROOT.resolve("docs");
        Set<Path> linked = new TreeSet<>();
        for (MarkdownPage page : pages().toList()) {
            if (page.file().equals(Documentation.INDEX)) {
                page.links().forEach(link -> linked.add(docs.resolve(link).normalize()));
            }
            page.links().stream()
                    .filter(link -> link.endsWith(".svg"))
                    .forEach(link -> linked.add(page.file().resolveSibling(link).normalize()));
        }
        linked.add(Documentation.INDEX.normalize());
        try (Stream<Path> files = Files.walk(docs)) {
            files.filter(file -> file.toString().endsWith(".md") || file.toString().endsWith(".svg"))
                    .forEach(file -> assertTrue(linked.contains(file.normalize()), file::toString));
        }
    }

    /// Commands in running text are not run, but exist.
    @ParameterizedTest
    @MethodSource("pages")
    void commandsInRunningTextExist(MarkdownPage page) {
        Set<String> known = FStore.commandLine(SmallTable.CONSOLE).getSubcommands().keySet();
        Pattern command = Pattern.compile("(?:^|[( ])(?:\\./)?fstore (?<name>[a-z][a-z-]*)");
        for (String code : page.codes()) {
            Matcher match = command.matcher(code);
            if (match.find()) {
                assertTrue(known.contains(match.group("name")), () -> page + ": " + code);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void mavenIsToldOfWhatThereIs(MarkdownPage page) throws IOException {
        List<String> commands =
                Stream.concat(
                                page.codes().stream(),
                                page.blocks().stream()
                                        .filter(block -> block.language().equals("sh"))
                                        .flatMap(block -> block.content().lines()))
                        .filter(line -> line.startsWith("mvn "))
                        .toList();
        for (String command : commands) {
            for (String problem : MavenCommand.problems(command)) {
                fail(page + ": " + command + ": " + problem);
            }
        }
    }

    @Test
    void theFilesOfAProjectAreBuiltByAnotherTest() {
        List<String> pages =
                pages().filter(page ->
                                page.blocks().stream()
                                        .anyMatch(
                                                block -> block.path().endsWith(".java") && block.path().contains("/")))
                        .map(page -> page.file().getFileName().toString())
                        .toList();
        assertEquals(List.of(BUILT_ELSEWHERE), pages);
    }
}
