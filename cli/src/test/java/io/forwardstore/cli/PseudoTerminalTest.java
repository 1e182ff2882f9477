package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a person sees: the program on a pseudo-terminal that util-linux's `script` makes.
final class PseudoTerminalTest {
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final String ESCAPE = "\u001B[";

    @TempDir Path directory;

    private ForkedJvm.Ended onTerminal(String environment, String... args) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SCRIPT), "needs script of util-linux");
        String command =
                "env LC_ALL=C.UTF-8 TERM=xterm " + environment + " " + ForkedJvm.quoted(ForkedJvm.command(args));
        return ForkedJvm.run(directory, List.of(SCRIPT.toString(), "-qec", command, "/dev/null"));
    }

    @Test
    void theProgressBarGrowsAndGoes() throws IOException, InterruptedException {
        ForkedJvm.Ended ended = onTerminal("", "demo", "--rows", "300000", "--dir", directory.resolve("d").toString());

        assertEquals(0, ended.status(), ended.out());
        assertTrue(ended.out().contains("Writing rows ░"), ended.out());
        assertTrue(ended.out().contains("█ 100 %  300,000 of 300,000"), ended.out());
        assertTrue(ended.out().contains("\r" + ESCAPE + "KMade 300,000 rows"), "the bar is taken away");
    }

    @Test
    void everyLongCommandShowsAProgressBarAndColoursItsVerdict() throws IOException, InterruptedException {
        String table = SmallTable.write(directory.resolve("small.arrow")).toString();

        String verified = onTerminal("", "verify", table).out();
        String converted = onTerminal("", "convert", table, directory.resolve("copy.parquet").toString()).out();
        String scanned = onTerminal("", "scan", table, "-o", directory.resolve("copy.csv").toString()).out();
        String warmedUp = onTerminal("", "warmup", table).out();

        assertTrue(verified.contains("█ 100 %  28 of 28"), verified);
        assertTrue(verified.contains(ESCAPE + "32mOK:" + ESCAPE + "0m"), verified);
        assertTrue(converted.contains("█ 100 %  4 of 4"), converted);
        assertTrue(scanned.contains("█ 100 %  4 of 4"), scanned);
        assertTrue(warmedUp.contains("█ 100 %"), warmedUp);
        for (String shown : List.of(verified, converted, scanned, warmedUp)) {
            assertTrue(shown.lastIndexOf("█") < shown.lastIndexOf("\r" + ESCAPE + "K"), "the bar is taken away");
        }
    }

    @Test
    void whatIsBrokenIsRed() throws IOException, InterruptedException {
        Path broken = SmallTable.writeBroken(directory.resolve("broken.arrow"));

        ForkedJvm.Ended ended = onTerminal("", "verify", broken.toString());

        assertEquals(1, ended.status(), ended.out());
        assertTrue(ended.out().contains(ESCAPE + "31mBROKEN:" + ESCAPE + "0m"), ended.out());
    }

    @Test
    void messagesCannotCommandTheTerminal() throws IOException, InterruptedException {
        String table = SmallTable.write(directory.resolve("small.arrow")).toString();

        String refused = onTerminal("", "head", table, "--columns", "\u001B[2J").out();

        assertTrue(refused.contains("Unknown column '\\x1b[2J'"), refused);
        assertFalse(refused.contains("\u001B"), refused);
    }

    @Test
    void headsAreBoldAndWideCellsAreCutToTheWidth() throws IOException, InterruptedException {
        String table = SmallTable.write(directory.resolve("small.arrow")).toString();

        String drawn = onTerminal("COLUMNS=60", "head", table).out();

        assertTrue(drawn.contains(ESCAPE + "1mid" + ESCAPE + "0m"), drawn);
        assertTrue(drawn.contains("…"), drawn);
        drawn.lines()
                .filter(line -> line.contains("│"))
                .forEach(line -> assertTrue(withoutControls(line).length() <= 78, line));
    }

    @Test
    void coloursCanBeDeclined() throws IOException, InterruptedException {
        String table = SmallTable.write(directory.resolve("small.arrow")).toString();

        assertFalse(onTerminal("NO_COLOR=1", "head", table).out().contains(ESCAPE));
        assertFalse(onTerminal("TERM=dumb", "head", table).out().contains(ESCAPE));
    }

    @Test
    void binaryOutputIsKeptFromTheTerminal() throws IOException, InterruptedException {
        String table = SmallTable.write(directory.resolve("small.arrow")).toString();

        ForkedJvm.Ended ended = onTerminal("", "head", table, "-f", "arrow");

        assertEquals(2, ended.status());
        assertTrue(ended.out().contains("Cannot write ARROW to a terminal"), ended.out());
    }

    private static String withoutControls(String line) {
        return line.replaceAll("\u001B\\[[0-9;]*[A-Za-z]", "").strip();
    }
}
