package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forwardstore.cli.internal.terminal.Console;
import io.forwardstore.cli.internal.terminal.Terminal;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Commands whose output has no room: they run in a process that may write no file beyond a size, which is where the
/// disk ends for it.
final class FullDiskTest {
    private static final Path SHELL = Path.of("/bin/sh");

    /// Of 512 or 1024 bytes, as the shell has it: room for a native library that is unpacked, but not for a table.
    private static final int LIMIT_BLOCKS = 2048;

    private static final int LIMIT_BLOCKS_OF_TEXT = 128;
    private static final String OLD = "what was there before";

    @TempDir static Path directory;

    private static String arrow;
    private static String parquet;

    @BeforeAll
    static void makeTables() throws IOException {
        assumeTrue(Files.isExecutable(SHELL), "needs a POSIX shell");
        try (PrintStream err = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            Console console =
                    new Console(InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, Terminal.NONE);
            arrow = DemoTable.in(directory, 10_000, console).file().toString();
        }
        parquet = directory.resolve("table.parquet").toString();
        assertEquals(0, Run.of("convert", arrow, parquet).status());
    }

    private static String table(String format) {
        return format.equals("arrow") ? arrow : parquet;
    }

    private static ForkedJvm.Ended runLimited(int blocks, String... arguments)
            throws IOException, InterruptedException {
        String line = "ulimit -f " + blocks + " && exec " + ForkedJvm.quoted(ForkedJvm.command(arguments));
        return ForkedJvm.run(directory, List.of(SHELL.toString(), "-c", line));
    }

    /// What the command said, without the JVM's warnings of calls that the launcher allows.
    private static List<String> own(String err) {
        return err.lines().filter(line -> !line.isEmpty() && !line.startsWith("WARNING: ")).toList();
    }

    /// Runs a command whose last argument is the file that it writes.
    private static void assertLeavesTheOldFile(Path out, String... arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(directory, "full");
        Path file = Files.writeString(folder.resolve(out), OLD);
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(file.toString());

        ForkedJvm.Ended ended = runLimited(LIMIT_BLOCKS, command.toArray(String[]::new));

        assertEquals(1, ended.status(), ended.err());
        assertEquals("", ended.out());
        List<String> lines = own(ended.err());
        assertEquals(1, lines.size(), ended.err());
        assertTrue(lines.getFirst().startsWith("fstore: [" + file + "] Cannot write"), ended.err());
        assertEquals(OLD, Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "csv", "json", "arrow", "parquet"})
    void rowsThatDoNotFitLeaveTheOldFile(String format) throws IOException, InterruptedException {
        assertLeavesTheOldFile(Path.of("rows." + format), "scan", arrow, "-f", format, "-o");
    }

    @ParameterizedTest
    @CsvSource({"arrow, arrow", "arrow, parquet", "parquet, arrow", "parquet, parquet"})
    void aConvertedTableThatDoesNotFitLeavesTheOldFile(String from, String to)
            throws IOException, InterruptedException {
        assertLeavesTheOldFile(Path.of("copy." + to), "convert", table(from));
    }

    /// Codecs unpack their native libraries into the directory for temporary files, which may be what is full.
    @Test
    void aLibraryThatCannotBeUnpackedIsToldInALine() throws IOException, InterruptedException {
        Path copy = directory.resolve("compressed.parquet");

        ForkedJvm.Ended ended =
                runLimited(LIMIT_BLOCKS_OF_TEXT, "convert", arrow, copy.toString(), "--compression", "zstd");

        assertEquals(1, ended.status(), ended.err());
        assertEquals(1, own(ended.err()).size(), ended.err());
        assertTrue(own(ended.err()).getFirst().startsWith("fstore: "), ended.err());
        assertFalse(ended.err().contains("Internal error"), ended.err());
        assertFalse(Files.exists(copy));
    }
}
