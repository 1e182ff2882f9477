package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.testkit.data.Format;

import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A file is truncated under its mapping: [TruncationStress] in JVMs of every kind.
@DisabledOnOs(OS.WINDOWS) // where a mapped file cannot be truncated
final class TruncationTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "ARROW_IPC, -Xint, 10",
        "ARROW_IPC, -XX:TieredStopAtLevel=1, 500",
    })
    void readsOfATruncatedFileEndInAnIoException(Format format, String compilation, int readsFirst) throws Exception {
        assertEquals(0, run(compilation, format.name(), "4", Integer.toString(readsFirst)));
    }

    /// `-Dforwardstore.truncation=all`. What the server compiler makes does not always pass: HotSpot knows how to step
    /// over most of the instructions that may fault under a mapping, not over all of them, and ends the JVM at one that
    /// it does not know (`Assembler::locate_operand`). Parquet reads that fail so may leave a chunk behind.
    @EnabledIfSystemProperty(named = "forwardstore.truncation", matches = "all")
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "ARROW_IPC, -XX:-TieredCompilation, 2000",
        "ARROW_IPC, -XX:+TieredCompilation, 2000",
        "PARQUET, -XX:+TieredCompilation, 200",
    })
    void soDoReadsThatTheServerCompilerMade(Format format, String compilation, int readsFirst) throws Exception {
        assertEquals(0, run(compilation, format.name(), "4", Integer.toString(readsFirst)));
    }

    private static int run(String compilation, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder program =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        compilation,
                        "-Xmx512m",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:+ErrorFileToStdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TruncationStress.class.getName());
        program.command().addAll(List.of(arguments));
        return program.inheritIO().start().waitFor();
    }
}
