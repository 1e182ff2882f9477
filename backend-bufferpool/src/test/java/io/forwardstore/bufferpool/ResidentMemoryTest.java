package io.forwardstore.bufferpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The budget as the operating system sees it: another JVM reads a table 20 times its budget from 8 threads, by fetches
/// and scans, while this one watches its resident memory.
///
/// What counts is what is added to the process as it was before. That one has read the same table through a pool of 1
/// MiB and has a heap of fixed size, all of it touched. By `-XX:NativeMemoryTracking` and `/proc` its 125 to 135 MiB
/// are 48 of heap, 37 of the collector's own, 26 of classes, 12 of compiled code, 22 of mapped libraries; none of them
/// grows with the table. The budget apart, 10 to 20 MiB come on top: results, which are not the pool's, and the
/// compiler.
@Tag("long")
final class ResidentMemoryTest {
    private static final long BUDGET_BYTES = 8L << 20;
    private static final long TABLE_BYTES = 20 * BUDGET_BYTES;
    private static final long ALLOWANCE_BYTES = 64L << 20;
    private static final int BATCH_ROWS = 8_192;
    private static final int SECONDS = 8;

    @TempDir Path directory;

    @Test
    void aTableOf20TimesTheBudgetStaysWithinIt() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "Resident memory is read from /proc");
        Path file = directory.resolve("large.arrow");
        int rows = (int) (TABLE_BYTES / bytesPerRow());
        KnownTable.write(file, 3, rows, BATCH_ROWS);
        assertTrue(Files.size(file) >= TABLE_BYTES, "size " + Files.size(file));

        Process process = start(file, rows);
        try (BufferedReader output = process.inputReader()) {
            assertEquals("warm", output.readLine());
            long before = residentBytes(process.pid());
            process.outputWriter().append("go\n").flush();
            long most = 0;
            while (process.isAlive()) {
                most = Math.max(most, residentBytes(process.pid()));
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
            String result = output.readLine();
            System.out.println(
                    "ResidentMemoryTest: "
                            + (before >> 20)
                            + " MiB before, at most "
                            + (most >> 20)
                            + " MiB with a budget of "
                            + (BUDGET_BYTES >> 20)
                            + " MiB; "
                            + result);
            assertEquals(0, process.exitValue(), result);
            assertTrue(most - before <= BUDGET_BYTES + ALLOWANCE_BYTES, before + " grew to " + most);
        } finally {
            process.destroyForcibly();
        }
    }

    private long bytesPerRow() throws IOException {
        Path sample = directory.resolve("sample.arrow");
        KnownTable.write(sample, 3, 10 * BATCH_ROWS, BATCH_ROWS);
        // Rounded down: the table is rather larger than it must be.
        return Files.size(sample) / (10 * BATCH_ROWS);
    }

    private static Process start(Path file, int rows) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms48m",
                        "-Xmx48m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ResidentMemoryReader.class.getName(),
                        file.toString(),
                        Integer.toString(rows),
                        Long.toString(BUDGET_BYTES),
                        Integer.toString(SECONDS))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// 0 once the process has ended.
    private static long residentBytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }
}
