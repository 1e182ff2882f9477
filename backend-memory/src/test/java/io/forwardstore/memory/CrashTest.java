package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Kills a writing process (SIGKILL) at random times and looks for every row that it had acknowledged.
///
/// A few times in each build; `-Dforwardstore.crash.kills=200` for more, over all settings together.
@Tag("long")
final class CrashTest {
    private static final int SETTINGS = 4;
    private static final int KILLS = Integer.getInteger("forwardstore.crash.kills", SETTINGS) / SETTINGS;
    private static final long SEED = Long.getLong("forwardstore.crash.seed", System.nanoTime());
    private static final int KILLS_OF_ONE_TABLE = 8;

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"NONE, NEVER", "JOURNAL, ALWAYS", "JOURNAL, INTERVAL", "JOURNAL, NEVER"})
    void everyAcknowledgedRowIsFoundAfterAKill(Durability durability, JournalSync sync) throws Exception {
        System.out.println("forwardstore.crash.seed=" + SEED + " " + durability + " " + sync + ", " + KILLS + " kills");
        Random random = new Random(SEED + sync.ordinal() + 10L * durability.ordinal());
        long acknowledged = 0;
        Path file = directory.resolve("table.arrow");
        long torn = 0;
        long unflushed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill % KILLS_OF_ONE_TABLE == 0) {
                acknowledged = 0;
                file = directory.resolve(durability + "-" + sync + "-" + kill + ".arrow");
            }
            acknowledged = Math.max(acknowledged, runAndKill(file, durability, sync, random));
            if (durability == Durability.NONE) {
                acknowledged = checkFile(file, acknowledged);
            } else {
                Recovery recovery = checkTable(random.nextBoolean() ? file : copyOf(file), acknowledged);
                torn += recovery.tornBytes() > 0 ? 1 : 0;
                unflushed += recovery.journalRows() > 0 ? 1 : 0;
                acknowledged = recovery.fileRows() + recovery.journalRows();
            }
        }
        System.out.println("  torn tails cut: " + torn + ", journals replayed: " + unflushed);
    }

    /// Answers the last number of rows that the process said were safe.
    private long runAndKill(Path file, Durability durability, JournalSync sync, Random random) throws Exception {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                        "-Xmx256m",
                                        "-XX:TieredStopAtLevel=1",
                                        "-XX:+UseSerialGC",
                                        "-Xshare:auto",
                                        "-cp",
                                        System.getProperty(
                                                "surefire.test.class.path", System.getProperty("java.class.path")),
                                        CrashingWriter.class.getName(),
                                        file.toString(),
                                        durability.name(),
                                        sync.name(),
                                        Long.toString(random.nextLong())))
                        .redirectError(directory.resolve("errors.txt").toFile())
                        .start();
        AtomicLong rows = new AtomicLong();
        AtomicBoolean began = new AtomicBoolean();
        Thread listener =
                Thread.ofPlatform()
                        .start(() -> {
                            try (BufferedReader lines = process.inputReader()) {
                                StringBuilder line = new StringBuilder();
                                for (int c = lines.read(); c >= 0; c = lines.read()) {
                                    if (c == '\n') {
                                        rows.set(Long.parseLong(line.toString().strip()));
                                        began.set(true);
                                        line.setLength(0);
                                    } else {
                                        line.append((char) c);
                                    }
                                }
                            } catch (IOException e) {
                                // The process is gone; what it wrote before was read.
                                assertTrue(began.get() || rows.get() == 0);
                            }
                        });
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        // Now and then before it acknowledged anything: while it opens the table.
        boolean early = random.nextInt(8) == 0;
        while (!early && !began.get() && process.isAlive() && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        Thread.sleep(random.nextInt(early ? 600 : 120));
        boolean alive = process.isAlive();
        process.destroyForcibly().waitFor();
        listener.join();
        assertTrue(alive, () -> "the writer ended by itself: " + errors());
        return rows.get();
    }

    private String errors() {
        try {
            return Files.readString(directory.resolve("errors.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// Without a journal: the file is one that was flushed, whole, and not older than the last acknowledged flush.
    private static long checkFile(Path file, long acknowledged) throws IOException {
        if (!Files.exists(file)) {
            assertEquals(0, acknowledged);
            return 0;
        }
        try (BufferAllocator allocator = new RootAllocator();
                ForwardStore store =
                        new MemoryStorageProvider().open(file, StorageOptions.defaults().with(allocator))) {
            assertTrue(store.rowCount() >= acknowledged, () -> rowsMissing(store, acknowledged));
            NumberedRows.check(store, store.rowCount());
            return store.rowCount();
        }
    }

    /// A copy to look at, so that the next process finds what the last one left.
    private static Path copyOf(Path file) throws IOException {
        Path copy = Files.createTempDirectory(file.getParent(), "copy").resolve(file.getFileName());
        for (Path path : List.of(file, Journal.of(file))) {
            if (Files.exists(path)) {
                Files.copy(path, copy.resolveSibling(path.getFileName()));
            }
        }
        return copy;
    }

    private static Recovery checkTable(Path file, long acknowledged) throws IOException {
        if (!Files.exists(file) && !Files.exists(Journal.of(file))) {
            assertEquals(0, acknowledged);
            return new Recovery(0, 0, 0, Optional.empty());
        }
        Recovery[] found = new Recovery[1];
        try (BufferAllocator allocator = new RootAllocator()) {
            StorageOptions options =
                    StorageOptions.defaults().with(MemoryOptions.DURABILITY, Durability.JOURNAL).with(allocator);
            try (WritableForwardStore store =
                    new MemoryStorageProvider().openForWriting(file, options, recovery -> found[0] = recovery)) {
                assertTrue(store.rowCount() >= acknowledged, () -> rowsMissing(store, acknowledged));
                NumberedRows.check(store, store.rowCount());
            }
            try (Stream<Path> entries = Files.list(file.getParent())) {
                assertTrue(entries.noneMatch(path -> path.equals(Journal.of(file))), "no journal after closing");
            }
        }
        return found[0];
    }

    private static String rowsMissing(ForwardStore store, long acknowledged) {
        return acknowledged + " rows were acknowledged, and the table has " + store.rowCount();
    }
}
