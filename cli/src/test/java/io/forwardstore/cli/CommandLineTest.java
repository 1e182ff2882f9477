package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What commands print and how they end, in this process.
final class CommandLineTest {
    @TempDir static Path directory;

    private static String table;

    @BeforeAll
    static void makeTable() throws IOException {
        table = SmallTable.write(directory.resolve("small.arrow")).toString();
    }

    private static void assertOneLine(int status, String start, Run run) {
        assertEquals("", run.out());
        String message = run.err().lines().findFirst().orElse("");
        assertTrue(message.startsWith("fstore: " + start), run.err());
        List<String> rest = run.err().lines().skip(1).toList();
        assertTrue(
                rest.isEmpty()
                        || rest.stream().allMatch(line -> line.startsWith("Try '") || line.startsWith("Did you")),
                run.err());
        assertEquals(status, run.status());
    }

    @Test
    void fetchKeepsOrderAndDuplicates() {
        Run run = Run.of("fetch", table, "--rows", "2,0,2", "--columns", "name,_row_id_", "-f", "csv");

        assertEquals("name,_row_id_\n\"c,\"\"d\"\"\",2\na,0\n\"c,\"\"d\"\"\",2\n", run.out());
        assertEquals(0, run.status());
    }

    @Test
    void csvTellsNullFromTheEmptyString() {
        Run run = Run.of("scan", table, "--columns", "id,name,tags", "-f", "csv");

        assertEquals(
                "id,name,tags\n1,a,\"[\"\"x\"\",null]\"\n2,,[]\n3,\"c,\"\"d\"\"\",\n4,\"\",\"[\"\"\"\"]\"\n",
                run.out());
    }

    @Test
    void jsonIsOneObjectARowWithExactNumbersAndStringsForWhatJsonHasNoNumbersFor() {
        Run run = Run.of("scan", table, "--columns", "big,ratio,bytes", "-f", "json");

        assertEquals(
                List.of(
                        "{\"big\":9223372036854775807,\"ratio\":\"NaN\",\"bytes\":\"AP8=\"}",
                        "{\"big\":-9223372036854775808,\"ratio\":\"Infinity\",\"bytes\":null}",
                        "{\"big\":null,\"ratio\":\"-Infinity\",\"bytes\":\"\"}",
                        "{\"big\":9007199254740993,\"ratio\":-0.0,\"bytes\":\"AQ==\"}"),
                run.lines());
    }

    @Test
    void aTableIsDrawnWithControlCharactersEscaped() {
        Run run = Run.of("fetch", table, "--rows", "1,3", "--columns", "id,name,note");

        assertEquals(
                """
                ┌────┬──────┬─────────────┐
                │ id │ name │ note        │
                ├────┼──────┼─────────────┤
                │  2 │ null │ \\x1b[31mred │
                │  4 │      │ two\\nlines  │
                └────┴──────┴─────────────┘
                """,
                run.out());
    }

    @Test
    void rowsComeFromAFileOrStandardInput() throws IOException {
        Path rows = Files.writeString(directory.resolve("rows.txt"), "3 1\n0,\n");

        Run fromFile = Run.of("fetch", table, "--rows", "@" + rows, "--columns", "id", "-f", "csv");
        Run fromInput = Run.withInput("3\n1\n0", "fetch", table, "--rows", "-", "--columns", "id", "-f", "csv");

        assertEquals("id\n4\n2\n1\n", fromFile.out());
        assertEquals(fromFile.out(), fromInput.out());
    }

    @Test
    void noRowsGiveTheHeadAlone() {
        assertEquals("id\n", Run.of("fetch", table, "--rows", "", "--columns", "id", "-f", "csv").out());
    }

    @ParameterizedTest
    @CsvSource({"1:3,2 3", ":2,1 2", "3:,4", "2:2,''", ":,1 2 3 4"})
    void scanTakesARangeOfRows(String range, String ids) {
        Run run = Run.of("scan", table, "--row-range", range, "--columns", "id", "-f", "csv");

        assertEquals(ids, String.join(" ", run.lines().subList(1, run.lines().size())), run.err());
    }

    @Test
    void scanAndHeadStopAtTheirLimit() {
        assertEquals(
                "id\n2\n3\n",
                Run.of("scan", table, "--row-range", "1:", "--limit", "2", "--columns", "id", "-f", "csv").out());
        assertEquals("id\n1\n2\n", Run.of("head", table, "-n", "2", "--columns", "id", "-f", "csv").out());
        assertEquals(4, Run.of("head", table, "-f", "json").lines().size());
    }

    @Test
    void theBatchSizeDoesNotChangeWhatIsPrinted() {
        assertEquals(
                Run.of("scan", table, "-f", "json").out(),
                Run.of("scan", table, "-f", "json", "--batch-size", "1").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.csv", "out.json", "out.txt"})
    void aFileGetsWhatStandardOutputWouldGet(String name) throws IOException {
        String format = name.endsWith("txt") ? "table" : name.substring(4);
        Path file = directory.resolve(name);

        Run run = Run.of("scan", table, "-o", file.toString());

        assertEquals(0, run.status(), run.err());
        assertEquals("", run.out());
        assertEquals(Run.of("scan", table, "-f", format).out(), Files.readString(file));
        assertNoPartsLeft();
    }

    @Test
    void arrowOutputIsAFileThatReadsBackTheSame() throws IOException {
        Path copy = directory.resolve("copy.arrow");

        assertEquals(0, Run.of("scan", table, "-o", copy.toString()).status());

        assertEquals(Run.of("scan", table, "-f", "json").out(), Run.of("scan", copy.toString(), "-f", "json").out());
        Path streamed = Files.write(directory.resolve("streamed.arrow"), Run.of("scan", table, "-f", "arrow").bytes());
        assertArrayEquals(Files.readAllBytes(copy), Files.readAllBytes(streamed));
        assertNoPartsLeft();
    }

    private static void assertNoPartsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(), files.filter(file -> file.toString().contains(".part")).toList());
        }
    }

    @Test
    void whatIsThereAlreadyStaysWhenWritingFails() throws IOException {
        Path kept = Files.writeString(directory.resolve("kept.csv"), "before");

        Run run = Run.of("fetch", table, "--rows", "99", "-o", kept.toString());

        assertEquals(2, run.status());
        assertEquals("before", Files.readString(kept));
        assertNoPartsLeft();
    }

    @Test
    void backendsListsTheMappedOne() {
        Run run = Run.of("backends");

        assertTrue(run.out().contains("MMapFileStorage"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void schemaShowsColumnsForPeopleAndPrograms() {
        Run people = Run.of("schema", table);
        Run programs = Run.of("schema", table, "--json");

        assertTrue(people.out().contains("4 rows in 2 blocks"), people.out());
        assertTrue(people.out().contains("list<item: utf8>"), people.out());
        assertTrue(programs.out().contains("\"name\":\"id\",\"type\":\"int32\",\"nullable\":false"), programs.out());
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        FStore.commandLine(SmallTable.CONSOLE)
                .getSubcommands()
                .forEach((name, command) -> {
                    if (SmallTable.isOurs(command)) {
                        Run run = Run.of(name, "--help");
                        assertEquals(0, run.status(), name);
                        assertTrue(run.out().contains("Examples:") && run.out().contains("fstore " + name), run.out());
                    }
                });
    }

    @Test
    void completionKnowsEveryCommand() {
        String script = Run.of("generate-completion").out();

        FStore.commandLine(SmallTable.CONSOLE)
                .getSubcommands()
                .forEach((name, command) -> {
                    if (SmallTable.isOurs(command)) {
                        assertTrue(script.contains(name), name);
                    }
                });
    }

    @Test
    void aMissingFileADirectoryAndABadFileAreTold() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));
        Path text = Files.writeString(directory.resolve("text.arrow"), "hello, world");

        assertOneLine(2, "[nosuch.arrow] Cannot open: no such file", Run.of("schema", "nosuch.arrow"));
        assertOneLine(2, "[nosuch.arrow] Cannot open: no such file", Run.of("head", "nosuch.arrow"));
        assertOneLine(2, "[" + directory + "] Cannot open: it is a directory", Run.of("scan", directory.toString()));
        assertOneLine(1, "[" + empty + "] Corrupt at byte 0: ", Run.of("fetch", empty.toString(), "--rows", "1"));
        assertOneLine(1, "[" + text + "] Corrupt at byte 0: ", Run.of("schema", text.toString()));
    }

    @Test
    void aTruncatedFileIsTold() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(table));
        Path cut = directory.resolve("cut.arrow");
        for (int bytes = 1; bytes < whole.length; bytes += 97) {
            Files.write(cut, java.util.Arrays.copyOf(whole, bytes));
            assertOneLine(1, "[" + cut + "] Corrupt at byte ", Run.of("head", cut.toString()));
        }
    }

    @Test
    void wrongArgumentsAreToldWithWhatWouldWork() {
        assertOneLine(2, "[" + table + "] Unknown column 'x'", Run.of("head", table, "--columns", "x"));
        assertOneLine(
                2, "[" + table + "] Cannot fetch row 4: the store has 4 rows", Run.of("fetch", table, "--rows", "4"));
        assertOneLine(2, "Invalid row '1.5'", Run.of("fetch", table, "--rows", "1.5"));
        assertOneLine(2, "Invalid row range '5'", Run.of("scan", table, "--row-range", "5"));
        assertOneLine(2, "Invalid row range '3:1'", Run.of("scan", table, "--row-range", "3:1"));
        assertOneLine(2, "Invalid limit -1", Run.of("scan", table, "--limit", "-1"));
        assertOneLine(2, "Unknown option: '--colums=id'", Run.of("scan", table, "--colums=id"));
        assertOneLine(2, "Missing required option: '--rows=ROWS'", Run.of("fetch", table));
        assertOneLine(2, "Missing required parameter: 'FILE'", Run.of("scan"));
        assertOneLine(2, "Unknown command 'fetsch'", Run.of("fetsch", table));
        assertOneLine(2, "No storage provider named 'mmapp'. Available: ", Run.of("head", table, "--storage", "mmapp"));
        assertOneLine(
                2,
                "Invalid value for option '--storage-type': No storage type",
                Run.of("head", table, "--storage-type=X"));
        assertOneLine(2, "Cannot use --pool-bytes with MMapFileStorage", Run.of("head", table, "--pool-bytes", "1MiB"));
        assertOneLine(2, "[" + table + "] Unknown option 'a.b'", Run.of("head", table, "--set", "a.b=c"));
        assertOneLine(
                2, "[/nosuch/x.csv] Cannot write: there is no directory", Run.of("head", table, "-o", "/nosuch/x.csv"));
    }

    @Test
    void aFullDiskIsTold() {
        if (Files.exists(Path.of("/dev/full"))) {
            assertOneLine(1, "[/dev/full] Cannot write: ", Run.of("head", table, "-f", "csv", "-o", "/dev/full"));
        }
    }

    @Test
    void storageTypesIgnoreCase() {
        assertEquals(0, Run.of("head", table, "--storage-type=mMap").status());
        assertFalse(Run.of("head", table, "--storage-type=mMap").out().isEmpty());
    }

    @Test
    void everyBackendCanBeWarmedUp() {
        for (StorageProvider provider : StorageProviders.load().all()) {
            assertEquals(
                    Run.of("head", table).out(), Run.of("head", table, "--warmup", "--storage", provider.id()).out());
        }
    }

    @Test
    void everyCommandTellsItsVersion() {
        String version = Run.of("--version").out();

        for (String command : List.of("demo", "backends", "schema", "head", "fetch", "scan", "convert", "verify")) {
            assertEquals(version, Run.of(command, "--version").out(), command);
        }
        assertTrue(version.startsWith("fstore "), version);
    }
}
