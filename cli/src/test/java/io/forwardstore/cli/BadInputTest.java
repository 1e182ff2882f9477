package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Every command, whatever is wrong with what it is given, says so in one line that begins with the file, and ends with
/// the status of its kind.
final class BadInputTest {
    private static final int DATA = 1;
    private static final int USAGE = 2;

    /// Commands that read a table, with `FILE` where it goes.
    private static final List<String> READERS =
            List.of(
                    "schema FILE",
                    "schema FILE --json",
                    "head FILE",
                    "fetch FILE --rows 0",
                    "scan FILE",
                    "scan FILE -o OUT.csv",
                    "convert FILE OUT.arrow",
                    "convert FILE OUT.parquet",
                    "verify FILE",
                    "bench FILE");

    /// Those of them that take columns.
    private static final List<String> PROJECTIONS =
            List.of("head FILE", "fetch FILE --rows 0", "scan FILE", "convert FILE OUT.arrow", "bench FILE");

    /// Those of them that take a backend.
    private static final List<String> BACKED =
            List.of("head FILE", "fetch FILE --rows 0", "scan FILE", "convert FILE OUT.parquet", "verify FILE");

    @TempDir static Path directory;

    private static Path table;

    @BeforeAll
    static void makeTable() throws IOException {
        table = SmallTable.write(directory.resolve("small.arrow"));
        assertEquals(0, Run.of("convert", table.toString(), parquet().toString()).status());
    }

    private static Path parquet() {
        return directory.resolve("small.parquet");
    }

    private static Run run(String command, Path file, String... more) {
        String out = directory.resolve("out").toString();
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ")) {
            words.add(word.replace("FILE", file.toString()).replace("OUT", out));
        }
        words.addAll(List.of(more));
        return Run.of(words.toArray(String[]::new));
    }

    /// The one line, without what stands before the message.
    private static String onlyLine(int status, Run run) throws IOException {
        assertEquals(status, run.status(), run.err());
        assertEquals("", run.out());
        List<String> lines = run.err().lines().filter(line -> !line.endsWith(" ...")).toList();
        assertTrue(lines.getFirst().startsWith("fstore: "), run.err());
        assertTrue(
                lines.stream().skip(1).allMatch(line -> line.startsWith("Try '") || line.startsWith("Did you mean")),
                run.err());
        assertFalse(lines.getFirst().contains("Exception") || lines.getFirst().contains("Internal error"), run.err());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of(), files.map(file -> file.getFileName().toString()).filter(BadInputTest::isLeft).toList());
        }
        return lines.getFirst().substring("fstore: ".length());
    }

    private static boolean isLeft(String name) {
        return name.startsWith("out") || name.endsWith(".part") || name.endsWith(".tmp");
    }

    private static void assertRefused(int status, String message, Run run) throws IOException {
        String line = onlyLine(status, run);
        assertTrue(line.startsWith(message), line);
    }

    @TestFactory
    Stream<DynamicTest> aMissingFileAndADirectoryAreToldByEveryCommand() {
        Path missing = directory.resolve("missing.arrow");
        return Stream.concat(READERS.stream(), Stream.of("warmup FILE"))
                .map(command ->
                        dynamicTest(
                                command,
                                () -> {
                                    assertRefused(
                                            USAGE,
                                            "[" + missing + "] Cannot open: no such file",
                                            run(command, missing));
                                    assertRefused(
                                            USAGE,
                                            "[" + directory + "] Cannot open: it is a directory",
                                            run(command, directory));
                                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoTableIsToldByEveryCommandAndBackend() throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(Files.createFile(directory.resolve("empty.arrow")));
        files.add(Files.writeString(directory.resolve("text.parquet"), "hello, world"));
        for (Path whole : List.of(table, parquet())) {
            byte[] bytes = Files.readAllBytes(whole);
            for (int length : new int[] {3, 8, bytes.length / 2, bytes.length - 1}) {
                String name = "cut-" + length + "-" + whole.getFileName();
                files.add(Files.write(directory.resolve(name), Arrays.copyOf(bytes, length)));
            }
        }
        return READERS.stream()
                .flatMap(command ->
                        files.stream()
                                .map(file ->
                                        dynamicTest(
                                                command + " of " + file.getFileName(),
                                                () -> assertNoTable(command, file))));
    }

    private static void assertNoTable(String command, Path file) throws IOException {
        String line = onlyLine(DATA, run(command, file));
        assertTrue(line.startsWith("[" + file + "] Corrupt at byte "), line);
        if (BACKED.contains(command)) {
            for (StorageProvider provider : StorageProviders.load().all()) {
                assertEquals(line, onlyLine(DATA, run(command, file, "--storage", provider.id())));
            }
        }
    }

    @Test
    void anUnknownColumnIsToldByEveryCommandAndBackend() throws IOException {
        for (String command : PROJECTIONS) {
            String message = "[" + table + "] Unknown column 'nosuch'";
            assertRefused(USAGE, message, run(command, table, "--columns", "id,nosuch"));
            for (StorageProvider provider : StorageProviders.load().all()) {
                assertRefused(
                        USAGE, message, run(command, table, "--columns", "id,nosuch", "--storage", provider.id()));
            }
        }
    }

    @Test
    void anUnknownFlagIsToldByEveryCommand() throws IOException {
        for (String command : Stream.concat(READERS.stream(), Stream.of("warmup FILE", "demo", "backends")).toList()) {
            assertRefused(USAGE, "Unknown option: '--nosuch'", run(command, table, "--nosuch"));
        }
        assertRefused(USAGE, "Unknown command 'nosuch'", Run.of("nosuch", table.toString()));
    }

    @Test
    void aMissingArgumentIsToldByEveryCommand() throws IOException {
        for (String command : Stream.concat(READERS.stream(), Stream.of("warmup FILE")).toList()) {
            assertRefused(USAGE, "Missing required ", Run.of(command.substring(0, command.indexOf(' '))));
        }
    }

    @Test
    void anUnknownBackendIsToldByEveryCommand() throws IOException {
        for (String command : Stream.concat(BACKED.stream(), Stream.of("bench FILE")).toList()) {
            assertRefused(
                    USAGE,
                    "No storage provider named 'nosuch'. Available: ",
                    run(command, table, "--storage", "nosuch"));
        }
        for (String command : BACKED) {
            assertRefused(
                    USAGE, "Invalid value for option '--storage-type': ", run(command, table, "--storage-type=nosuch"));
            assertRefused(
                    USAGE,
                    "[" + table + "] Invalid value '5 parsecs' for forwardstore.bufferpool.bytes: ",
                    run(command, table, "--storage-type=bufferpool", "--pool-bytes", "5 parsecs"));
            assertRefused(USAGE, "[" + table + "] Unknown option 'a.b'", run(command, table, "--set", "a.b=c"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "-1", "9223372036854775807", "0,1,99"})
    void aRowThatDoesNotExistIsToldByEveryBackend(String rows) throws IOException {
        for (StorageProvider provider : StorageProviders.load().all()) {
            assertRefused(
                    USAGE,
                    "[" + table + "] Cannot fetch row ",
                    run("fetch FILE", table, "--rows=" + rows, "--storage", provider.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.5", "9223372036854775808", "1;2", "\u001B[31m"})
    void whatIsNoRowNumberIsTold(String rows) throws IOException {
        assertRefused(USAGE, "Invalid row '", run("fetch FILE", table, "--rows=" + rows));
        assertFalse(run("fetch FILE", table, "--rows=" + rows).err().contains("\u001B"));
    }

    @Test
    void aListOfRowsThatIsNoTextIsTold() throws IOException {
        Path binary = Files.write(directory.resolve("binary"), new byte[] {-1, -2, 0, 65});

        assertRefused(USAGE, "Invalid row '", run("fetch FILE", table, "--rows", "@" + binary));
        assertRefused(
                USAGE, "[/nosuch/rows] Cannot open: no such file", run("fetch FILE", table, "--rows", "@/nosuch/rows"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "csv", "json", "arrow", "parquet"})
    void aFullDeviceIsToldInEveryFormat(String format) throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full");
        for (String command : List.of("head FILE", "fetch FILE --rows 0,1", "scan FILE")) {
            assertRefused(DATA, "[/dev/full] Cannot write: ", run(command, table, "-f", format, "-o", "/dev/full"));
        }
    }

    @Test
    void aPictureThatCannotBeWrittenIsTold() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full");
        String bench = "bench FILE --seconds 0.001 --storage MMapFileStorage --plot ";

        Run full = run(bench + "/dev/full", table);

        assertEquals(DATA, full.status());
        assertTrue(full.err().contains("fstore: [/dev/full] Cannot write: "), full.err());
        assertRefused(
                USAGE, "[/nosuch/x.svg] Cannot write: there is no directory", run(bench + "/nosuch/x.svg", table));
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsTold() throws IOException {
        for (String command : List.of("head FILE -o PLACE", "scan FILE -o PLACE", "convert FILE PLACE")) {
            for (String name : List.of("x.arrow", "x.parquet")) {
                String place = "/nosuch/" + name;
                assertRefused(
                        USAGE,
                        "[" + place + "] Cannot write: there is no directory /nosuch",
                        run(command.replace("PLACE", place), table));
            }
            assertRefused(
                    USAGE,
                    "[" + directory + "] Cannot write: it is a directory",
                    run(command.replace("PLACE", directory.toString()), table));
        }
    }

    @Test
    void valuesOfFlagsAreRefusedInPlainWords() throws IOException {
        assertRefused(
                USAGE, "Invalid value for option '--limit': 'x' is no whole number", run("scan FILE --limit x", table));
        assertRefused(
                USAGE, "Invalid value for option '--seconds': 'x' is no number", run("bench FILE --seconds x", table));
        assertRefused(USAGE, "Value for option '--set' (KEY=VALUE) should be", run("head FILE --set a", table));
        assertRefused(
                USAGE,
                "--storage-type=TYPE, --storage=ID are mutually exclusive",
                run("head FILE --storage-type MMAP --storage MMapFileStorage", table));
        assertRefused(USAGE, "No storage provider named 'Nope'", run("bench FILE --storage Nope", table));
    }

    @Test
    void aPipeIsRefusedAtOnce() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "needs named pipes");
        assumeTrue(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor() == 0, "needs named pipes");

        for (String command : READERS) {
            assertRefused(USAGE, "[" + pipe + "] Cannot open: it is no regular file", run(command, pipe));
        }
        assertRefused(USAGE, "[" + pipe + "] Cannot open: it is no regular file", run("warmup FILE", pipe));
    }
}
