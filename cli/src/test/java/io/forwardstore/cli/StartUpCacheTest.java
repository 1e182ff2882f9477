package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// What makes commands start quickly: the classes that they load come from the start-up cache, which the launcher has
/// the JVM make after a build.
final class StartUpCacheTest {
    private static final Path UPGRADE = Path.of("UpgradeClasses.java");

    /// Lines of the JVM's log of a class that it did not find in the cache.
    private static final Pattern LOADED_OTHERWISE = Pattern.compile("(\\S+) source: (?!shared objects file)(.+)");

    @TempDir static Path directory;

    private static String arrow;
    private static String parquet;
    private static List<String> jvm;

    @BeforeAll
    static void train() throws IOException, InterruptedException {
        arrow = SmallTable.write(directory.resolve("small.arrow")).toString();
        parquet = directory.resolve("small.parquet").toString();
        assertEquals(0, Run.of("convert", arrow, parquet).status());
        String classPath = jars();
        String cache = directory.resolve("fstore.aot").toString();
        ForkedJvm.Ended training =
                ForkedJvm.run(
                        directory,
                        List.of(
                                java(),
                                "-XX:+UseSerialGC",
                                "-XX:AOTCacheOutput=" + cache,
                                "-cp",
                                classPath,
                                FStore.class.getName(),
                                "start-up-training"));
        assertTrue(Files.exists(Path.of(cache)), training.out() + training.err());
        assertEquals(0, training.status(), training.err());
        jvm = List.of(java(), "-XX:+UseSerialGC", "-XX:AOTCache=" + cache, "-XX:AOTMode=on", "-cp", classPath);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// The class path as the build leaves it: jars, for the cache takes nothing else, and a picocli that it takes.
    private static String jars() throws IOException, InterruptedException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                jars.add(jarOf(path, directory.resolve("classes-" + jars.size() + ".jar")));
            } else if (path.getFileName().toString().startsWith("picocli-")) {
                jars.add(upgraded(Files.copy(path, directory.resolve(path.getFileName()))));
            } else if (Files.exists(path)) {
                jars.add(entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static String jarOf(Path classes, Path jar) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        assertEquals(
                0, tool.run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes + "", "."));
        return jar.toString();
    }

    private static String upgraded(Path jar) throws IOException, InterruptedException {
        ForkedJvm.Ended ended =
                ForkedJvm.run(directory, List.of(java(), UPGRADE.toAbsolutePath().toString(), jar.toString()));
        assertEquals(0, ended.status(), ended.err());
        return jar.toString();
    }

    /// The classes that a command loads from jars or from the JDK, and not from the cache. What the JVM makes at run
    /// time, such as proxies and lambda forms, is not among them.
    private static List<String> loadedFromFiles(String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "classes", ".log");
        List<String> line = new ArrayList<>(jvm);
        line.addAll(List.of("-Xlog:class+load:file=" + log, FStore.class.getName()));
        line.addAll(List.of(command));
        ForkedJvm.Ended ended = ForkedJvm.run(directory, line);
        assertEquals(0, ended.status(), ended.err());
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(LOADED_OTHERWISE::matcher)
                    .filter(match -> match.find() && match.group(2).matches("(file|jrt):.*"))
                    .map(match -> match.group(1))
                    .toList();
        }
    }

    private static void assertCached(List<String> others) {
        assertTrue(others.stream().noneMatch(name -> name.startsWith("picocli.")), others.toString());
        assertTrue(others.size() <= 20, others.size() + " classes are not in the cache: " + others);
    }

    @Test
    void schemaLoadsItsClassesFromTheCache() throws IOException, InterruptedException {
        assertCached(loadedFromFiles("schema", arrow));
        assertCached(loadedFromFiles("schema", parquet));
    }

    @Test
    void headLoadsItsClassesFromTheCache() throws IOException, InterruptedException {
        assertCached(loadedFromFiles("head", arrow));
        assertCached(loadedFromFiles("head", parquet));
    }
}
