package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The whole program in a JVM of its own that is given no flags.
final class ForkedJvmTest {
    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir static Path directory;

    private static String table;

    @BeforeAll
    static void makeTable() throws IOException {
        table = SmallTable.write(directory.resolve("small.arrow")).toString();
    }

    private static ForkedJvm.Ended fstore(String... args) throws IOException, InterruptedException {
        return ForkedJvm.run(directory, ForkedJvm.command(args));
    }

    private static void assertNoStackTrace(String err) {
        assertTrue(err.lines().noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception")), err);
    }

    @Test
    void everyBackendFetchesWithoutAnyFlag() throws IOException, InterruptedException {
        for (StorageProvider provider : StorageProviders.load().all()) {
            ForkedJvm.Ended ended =
                    fstore(
                            "fetch",
                            table,
                            "--rows",
                            "3,0",
                            "--columns",
                            "id,note",
                            "-f",
                            "json",
                            "--storage",
                            provider.id());

            assertEquals(
                    "{\"id\":4,\"note\":\"two\\nlines\"}\n{\"id\":1,\"note\":\"plain\"}\n", ended.out(), ended.err());
            assertEquals(0, ended.status());
            assertNoStackTrace(ended.err());
        }
    }

    @Test
    void arrowFilesAreWrittenWithoutAnyFlag() throws IOException, InterruptedException {
        Path copy = directory.resolve("copy.arrow");

        assertEquals(0, fstore("scan", table, "-o", copy.toString()).status());

        assertEquals(fstore("scan", table, "-f", "csv").out(), fstore("scan", copy.toString(), "-f", "csv").out());
    }

    @Test
    void theDemonstrationRunsWithoutAnyFlag() throws IOException, InterruptedException {
        ForkedJvm.Ended ended = fstore("demo", "--rows", "1000", "--dir", directory.resolve("demo").toString());

        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().contains("OK:"), ended.out());
        assertNoStackTrace(ended.err());
    }

    @Test
    void failuresEndWithTheirStatusAndOneLine() throws IOException, InterruptedException {
        Path bad = Files.writeString(directory.resolve("bad.arrow"), "ARROW1 but no more");

        ForkedJvm.Ended missing = fstore("schema", directory.resolve("nosuch").toString());
        ForkedJvm.Ended corrupt = fstore("head", bad.toString());

        assertEquals(2, missing.status());
        assertTrue(missing.err().startsWith("fstore: [" + directory.resolve("nosuch") + "] "), missing.err());
        assertEquals(1, corrupt.status());
        assertTrue(corrupt.err().contains("fstore: [" + bad + "] Corrupt at byte "), corrupt.err());
        assertNoStackTrace(missing.err() + corrupt.err());
    }

    @Test
    void aClosedPipeEndsItQuietly() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SHELL), "needs a POSIX shell");
        Path large = directory.resolve("demo-pipe");
        assertEquals(0, fstore("demo", "--rows", "20000", "--dir", large.toString()).status());
        String file = onlyFile(large).toString();
        Path status = directory.resolve("status.txt");
        String scan = ForkedJvm.quoted(ForkedJvm.command("scan", file, "-f", "json"));

        ForkedJvm.Ended ended =
                ForkedJvm.run(
                        directory,
                        List.of(SHELL.toString(), "-c", "{ " + scan + "; echo $? > '" + status + "'; } | head -n 1"));

        assertEquals(1, ended.out().lines().count());
        assertTrue(ended.err().lines().noneMatch(line -> line.startsWith("fstore:")), ended.err());
        assertNoStackTrace(ended.err());
        assertEquals("0", Files.readString(status).strip());
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void aDeviceThatIsFullIsADataError() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SHELL) && Files.exists(Path.of("/dev/full")), "needs /dev/full");
        String scan = ForkedJvm.quoted(ForkedJvm.command("scan", table, "-f", "csv"));

        ForkedJvm.Ended ended = ForkedJvm.run(directory, List.of(SHELL.toString(), "-c", scan + "> /dev/full"));

        assertEquals(1, ended.status());
        assertTrue(ended.err().contains("fstore: [standard output] Cannot write: "), ended.err());
    }
}
