package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.forwardstore.CorruptFileException;
import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.DamagedTable;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.function.Executable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// The rules of group FAIL.
interface FailureRules extends StorageUnderTest {
    int FLIPS = 150;

    @ConformanceTest
    @DisplayName("FAIL-1 the message of every refused read starts with the table in brackets")
    default void everyRefusedReadNamesTheTable(Fixture fixture) throws IOException {
        Path table = fixture.table(Datasets.catalog());
        ForwardStore store = fixture.open(table);
        ForwardStore closed = fixture.open(table);
        closed.close();
        for (Executable call : refusedReads(store)) {
            namesTable(table, call);
        }
        namesTable(table, () -> closed.fetch(List.of("id"), new long[] {1}).close());
        namesTable(table, () -> closed.fetch(List.of("id"), 1).close());
        namesTable(table, () -> closed.scan(List.of("id")).close());
    }

    private static List<Executable> refusedReads(ForwardStore store) {
        return List.of(
                () -> store.fetch(List.of(), new long[] {1}).close(),
                () -> store.fetch(List.of(), 1).close(),
                () -> store.fetch(List.of("colour"), new long[] {1}).close(),
                () -> store.fetch(List.of("colour"), 1).close(),
                () -> store.fetch(List.of("point.w"), 1).close(),
                () -> store.fetch(List.of("id"), new long[] {1, 100}).close(),
                () -> store.fetch(List.of("id"), -1).close(),
                () -> store.fetch(List.of(ForwardStore.ROW_ID_COLUMN), 100).close(),
                () -> store.scan(List.of()).close(),
                () -> store.scan(List.of("colour")).close(),
                () -> store.scan(ScanOptions.of("id").rows(5, 101)).close(),
                () -> store.blockOf(100),
                () -> store.blockFirstRow(-1));
    }

    @ConformanceTest
    @DisplayName("FAIL-2 the message of every refused open starts with the file in brackets")
    default void everyRefusedOpenNamesTheFile(Fixture fixture) throws IOException {
        Path table = fixture.table(Datasets.catalog());
        namesTable(table, () -> fixture.provider().open(table, fixture.options().with("no.such.option", "1")));
        if (Files.isRegularFile(table)) {
            Path directory = fixture.newDirectory();
            Path missing = directory.resolve("missing");
            Path empty = Files.createFile(directory.resolve("empty"));
            byte[] whole = Files.readAllBytes(table);
            Path half = Files.write(directory.resolve("half"), Arrays.copyOf(whole, whole.length / 2));
            for (Path file : List.of(missing, empty, half, directory)) {
                namesTable(file, () -> fixture.open(file));
            }
        }
    }

    /// That a call fails, and says so as every message does: table first.
    private static void namesTable(Path table, Executable call) {
        try {
            call.execute();
        } catch (Throwable e) {
            String message = String.valueOf(e.getMessage());
            String start = message.startsWith("[") ? message.replaceFirst("].*", "]") : "";
            assertTrue(
                    start.endsWith(table.getFileName() + "]"),
                    () -> "expected a message that starts with [" + table + "] but was: " + message);
            return;
        }
        fail("the call was not refused");
    }

    @ConformanceTest
    @DisplayName("FAIL-3 a refused call changes nothing")
    default void aRefusedCallChangesNothing(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        for (Executable call : refusedReads(store)) {
            try {
                call.execute();
            } catch (Throwable _) {
                // which exception it is, other rules say
            }
            Checks.fetch(store, dataset, List.of("id"), 0, 99);
        }
        Checks.scan(store, dataset, ScanOptions.of("id"));
    }

    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("FAIL-4 a truncated file is refused with CorruptFileException")
    default void aTruncatedFileIsRefused(Fixture fixture) throws IOException {
        byte[] whole = Files.readAllBytes(fixture.table(Datasets.catalog()));
        Path file = fixture.newDirectory().resolve("truncated" + fixture.format().suffix());
        for (int length = 0; length < whole.length; length += 1 + whole.length / 40) {
            Files.write(file, Arrays.copyOf(whole, length));
            mustBeCorrupt(fixture, file, "cut to " + length + " bytes");
        }
        for (int missing = 1; missing < 20; missing++) {
            Files.write(file, Arrays.copyOf(whole, whole.length - missing));
            mustBeCorrupt(fixture, file, "short of " + missing + " bytes");
        }
    }

    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("FAIL-5 a file whose start or end is zeroed is refused with CorruptFileException")
    default void aZeroedFileIsRefused(Fixture fixture) throws IOException {
        byte[] whole = Files.readAllBytes(fixture.table(Datasets.catalog()));
        Path file = fixture.newDirectory().resolve("zeroed" + fixture.format().suffix());
        for (int zeros : List.of(4, 8, 100)) {
            byte[] end = whole.clone();
            Arrays.fill(end, whole.length - zeros, whole.length, (byte) 0);
            if (!Arrays.equals(end, whole)) { // archives may end in zeros
                Files.write(file, end);
                mustBeCorrupt(fixture, file, zeros + " bytes at the end are zero");
            }
        }
        Files.write(file, new byte[whole.length]);
        mustBeCorrupt(fixture, file, "all bytes are zero");
        Random random = new Random(1);
        for (int i = 0; i < FLIPS / 3; i++) {
            byte[] middle = whole.clone();
            int from = random.nextInt(whole.length);
            int zeros = 1 + random.nextInt(200);
            Arrays.fill(middle, from, Math.min(whole.length, from + zeros), (byte) 0);
            Files.write(file, middle);
            mayBeCorrupt(fixture, file, zeros + " bytes from " + from + " are zero");
        }
    }

    @Tag("fuzz")
    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("FAIL-6 a flipped bit gives an answer or an IOException, nothing else")
    default void aFlippedBitGivesAnAnswerOrAnIoException(Fixture fixture) throws IOException {
        byte[] whole = Files.readAllBytes(fixture.table(Datasets.catalog()));
        Path file = fixture.newDirectory().resolve("flipped" + fixture.format().suffix());
        long seed = Long.getLong("forwardstore.testkit.seed", 1);
        Random random = new Random(seed);
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = whole.clone();
            int half = random.nextBoolean() ? 0 : whole.length / 2;
            int at = half + random.nextInt(whole.length - half);
            flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            Files.write(file, flipped);
            mayBeCorrupt(fixture, file, "seed " + seed + ": a bit of byte " + at + " is flipped");
        }
    }

    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("FAIL-7 a value that leads outside its page is refused with CorruptFileException by every read of it")
    default void aValueThatLeadsOutsideItsPageIsRefused(Fixture fixture) throws IOException {
        if (fixture.format() != Format.ARROW_IPC) {
            return; // values of other formats refer to nothing
        }
        Path file = fixture.newDirectory().resolve("outside" + fixture.format().suffix());
        Dataset whole = null;
        for (DamagedTable table : DamagedTable.all()) {
            if (!TypeCoverage.serves(fixture, table.whole().schema())) {
                continue;
            }
            if (table.whole() != whole) {
                whole = table.whole();
                mustBeWhole(fixture, whole);
            }
            List<Reading.Read> reads = Reading.readsOf(table.column(), table.row(), whole.rowCount());
            mustBeCorrupt(fixture, file, table.bytes(), table.what(), reads);
            mustBeCorrupt(fixture, file, table.compressedBytes(), "compressed, " + table.what(), reads);
        }
    }

    private static void mustBeCorrupt(Fixture fixture, Path file, byte[] content, String what, List<Reading.Read> reads)
            throws IOException {
        Files.write(file, content);
        for (Reading.Read read : reads) {
            mustBeCorrupt(file, what, () -> Reading.read(fixture, file, read));
        }
    }

    private static void mustBeWhole(Fixture fixture, Dataset dataset) throws IOException {
        Path file = fixture.subject().materialize(dataset, fixture.format(), fixture.newDirectory());
        try (ForwardStore store = fixture.provider().open(file, fixture.options())) {
            Checks.fetch(store, dataset, dataset.columnNames(), Checks.range(0, dataset.rowCount()));
            Checks.scan(store, dataset, ScanOptions.of(dataset.columnNames()));
        }
    }

    private static void mustBeCorrupt(Fixture fixture, Path file, String what) {
        mustBeCorrupt(file, what, () -> Reading.everything(fixture, file));
    }

    private static void mustBeCorrupt(Path file, String what, Executable read) {
        try {
            read.execute();
        } catch (CorruptFileException e) {
            says(file, e);
            return;
        } catch (Throwable e) {
            throw new AssertionError(what + ": expected CorruptFileException but was " + e, e);
        }
        fail(what + ": the file was read as if it were whole");
    }

    private static void mayBeCorrupt(Fixture fixture, Path file, String what) {
        try {
            Reading.everything(fixture, file);
        } catch (CorruptFileException e) {
            says(file, e);
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("["), what + ": " + e);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what + ": expected IOException but was " + e, e);
        }
    }

    private static void says(Path file, CorruptFileException e) {
        String name = file.getFileName().toString();
        assertTrue(e.file().endsWith(name), () -> "the exception's file is " + e.file());
        assertTrue(e.offsetBytes() >= 0, () -> "the exception's offset is " + e.offsetBytes());
        assertTrue(String.valueOf(e.getMessage()).contains(name + "]"), e::getMessage);
    }
}
