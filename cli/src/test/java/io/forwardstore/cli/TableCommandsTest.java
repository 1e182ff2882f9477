package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The commands that work on whole tables: convert, verify, bench and warmup.
final class TableCommandsTest {
    @TempDir Path directory;

    private Path table;

    @BeforeEach
    void makeTable() throws IOException {
        table = SmallTable.write(directory.resolve("small.arrow"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"copy.arrow", "copy.feather", "copy.arrow --compression zstd", "copy.arrow --rows-per-block 1"})
    void aConvertedTableHasTheSameRows(String arguments) {
        String[] words = arguments.split(" ");
        List<String> command = new ArrayList<>(List.of("convert", table.toString()));
        command.add(directory.resolve(words[0]).toString());
        command.addAll(List.of(words).subList(1, words.length));

        Run run = Run.of(command.toArray(String[]::new));

        assertEquals(0, run.status(), run.err());
        assertEquals("", run.out());
        assertTrue(run.err().contains("4 rows"), run.err());
        assertEquals(
                Run.of("scan", table.toString(), "-f", "json").out(),
                Run.of("scan", directory.resolve(words[0]).toString(), "-f", "json").out());
    }

    @Test
    void aTableGoesToParquetAndBack() {
        for (String profile : List.of("small", "fetch")) {
            Path parquet = directory.resolve(profile + ".parquet");
            Path back = directory.resolve(profile + ".arrow");

            Run there = Run.of("convert", table.toString(), parquet.toString(), "--profile", profile);
            Run andBack = Run.of("convert", parquet.toString(), back.toString());

            assertEquals(0, there.status(), there.err());
            assertEquals(0, andBack.status(), andBack.err());
            assertEquals(
                    Run.of("scan", table.toString(), "-f", "json").out(),
                    Run.of("scan", back.toString(), "-f", "json").out());
        }
    }

    @Test
    void blocksAreCutAsAskedFor() {
        Path copy = directory.resolve("copy.arrow");

        Run.of("convert", table.toString(), copy.toString(), "--rows-per-batch", "1", "--columns", "name,id");

        String schema = Run.of("schema", copy.toString()).out();
        assertTrue(schema.contains("4 rows in 4 blocks of up to 1"), schema);
        assertEquals("name,id\na,1\n", Run.of("head", copy.toString(), "-n", "1", "-f", "csv").out());
    }

    @Test
    void whatCannotBeConvertedIsToldAndWritesNothing() {
        Path copy = directory.resolve("copy.txt");

        Run noFormat = Run.of("convert", table.toString(), copy.toString());
        Run itself = Run.of("convert", table.toString(), table.toString());
        Run noCodec =
                Run.of("convert", table.toString(), directory.resolve("x.arrow").toString(), "--compression", "gzip");
        Run missing = Run.of("convert", "nosuch.arrow", directory.resolve("x.arrow").toString());

        assertEquals(2, noFormat.status());
        assertTrue(noFormat.err().contains("[" + copy + "] Cannot tell the format"), noFormat.err());
        assertEquals(2, itself.status());
        assertTrue(itself.err().contains("Cannot convert a file into itself"), itself.err());
        assertEquals(2, noCodec.status());
        assertTrue(noCodec.err().contains("GZIP"), noCodec.err());
        assertEquals(2, missing.status());
        assertFalse(Files.exists(copy));
        assertFalse(Files.exists(directory.resolve("x.arrow")));
    }

    @Test
    void verifyReadsWhatIsWholeAndNamesWhatIsBroken() throws IOException {
        Path broken = SmallTable.writeBroken(directory.resolve("broken.arrow"));

        Run whole = Run.of("verify", table.toString());
        Run run = Run.of("verify", broken.toString());

        assertEquals(0, whole.status(), whole.err());
        assertTrue(whole.out().contains("OK: [" + table + "] 4 rows of 7 columns read"), whole.out());
        assertEquals(1, run.status(), run.out());
        assertTrue(
                run.out().startsWith("BROKEN: column 'name', rows 0 to 2: [" + broken + "] Corrupt at byte "),
                run.out());
        assertEquals(1, run.out().lines().count(), run.out());
    }

    @Test
    void benchShowsATimeForEachBackendAndDrawsThem() throws IOException {
        Path plot = directory.resolve("plot.svg");

        Run run =
                Run.of(
                        "bench",
                        table.toString(),
                        "--columns",
                        "id,name",
                        "--storage",
                        "MMapFileStorage",
                        "--plot",
                        plot.toString());

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("MMapFileStorage") && run.out().contains("fetch 100 rows"), run.out());
        String svg = Files.readString(plot);
        assertTrue(svg.startsWith("<svg") && svg.contains("MMapFileStorage") && svg.strip().endsWith("</svg>"), svg);
    }

    @Test
    void benchNamesTheFilesThatItCompares() throws IOException {
        Path namesake = Files.copy(table, Files.createDirectories(directory.resolve("other")).resolve("small.arrow"));
        Path odd = Files.copy(table, directory.resolve("a<b\u0001.arrow"));
        Path plot = directory.resolve("compared.svg");

        String[] bench = {"bench", table.toString(), "", "--columns", "id", "--seconds", "0.001", "--plot", "" + plot};
        bench[2] = namesake.toString();
        Run namesakes = Run.of(bench);
        bench[2] = odd.toString();
        Run names = Run.of(bench);

        assertEquals(0, namesakes.status(), namesakes.err());
        assertTrue(namesakes.out().contains(namesake + ", MMapFileStorage"), namesakes.out());
        assertEquals(0, names.status(), names.err());
        String svg = Files.readString(plot);
        assertTrue(svg.contains(">" + table.getFileName() + ", a&lt;b\\x01.arrow</text>"), svg);
    }

    @Test
    void warmupReadsTheWholeFile() throws IOException {
        Run run = Run.of("warmup", table.toString());

        assertEquals(0, run.status());
        assertEquals("", run.out());
        assertTrue(run.err().contains(Quantities.bytes(Files.size(table)) + " read"), run.err());
        assertEquals(2, Run.of("warmup", directory.toString()).status());
    }
}
