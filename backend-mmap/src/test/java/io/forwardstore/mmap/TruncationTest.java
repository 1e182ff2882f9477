package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.testkit.data.Format;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A file is truncated under its mapping: [TruncationStress] in JVMs of every kind.
@Tag("long")
@DisabledOnOs(OS.WINDOWS) // where a mapped file cannot be truncated
final class TruncationTest {
    /// How long each JVM reads and truncates, in seconds.
    private static final String SECONDS = System.getProperty("forwardstore.truncation.seconds", "4");

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "ARROW_IPC, -Xint, 10",
        "ARROW_IPC, -XX:TieredStopAtLevel=1, 500",
        "ARROW_IPC, -XX:+TieredCompilation, 2000",
        "PARQUET, -XX:+TieredCompilation, 200",
    })
    void readsOfATruncatedFileEndInAnIoException(Format format, String compilation, int readsFirst) throws Exception {
        assertEquals(0, run(compilation, format.name(), SECONDS, Integer.toString(readsFirst)));
    }

    /// `-Dforwardstore.truncation=all`, with `-Dforwardstore.truncation.seconds=…`: all code by the server compiler,
    /// from the first call on.
    @EnabledIfSystemProperty(named = "forwardstore.truncation", matches = "all")
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "ARROW_IPC, -XX:-TieredCompilation -Xcomp, 5",
        "PARQUET, -XX:-TieredCompilation -Xcomp, 5",
    })
    void soDoReadsThatTheServerCompilerMade(Format format, String compilation, int readsFirst) throws Exception {
        assertEquals(0, run(compilation, format.name(), SECONDS, Integer.toString(readsFirst)));
    }

    private static int run(String compilation, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder program =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:+ErrorFileToStdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TruncationStress.class.getName());
        program.command().addAll(1, List.of(compilation.split(" ")));
        program.command().addAll(List.of(arguments));
        return program.inheritIO().start().waitFor();
    }
}
