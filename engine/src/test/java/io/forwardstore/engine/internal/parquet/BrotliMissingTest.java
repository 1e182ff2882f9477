package io.forwardstore.engine.internal.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.data.DuckDb;
import io.forwardstore.engine.data.Rows;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// A JVM without brotli4j, which is optional, says what it lacks.
class BrotliMissingTest {
    private static final String LIBRARY = "brotli4j";

    @TempDir private Path directory;

    @Test
    void aPageOfBrotliIsRefusedByTheNameOfTheMissingLibrary() throws Exception {
        Path file = directory.resolve("brotli.parquet");
        DuckDb.copy("SELECT i FROM range(1000) r(i)", file, "compression brotli");
        assertEquals("read 1000 rows", output(System.getProperty("java.class.path"), file));
        String without =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains(LIBRARY))
                        .collect(Collectors.joining(File.pathSeparator));
        String refusal = output(without, file);
        assertTrue(
                refusal.startsWith("[" + file + "] Cannot read column 'i': codec BROTLI needs ")
                        && refusal.contains("com.aayushatharva.brotli4j:brotli4j"),
                refusal);
    }

    private static String output(String classPath, Path file) throws Exception {
        Process reader =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classPath,
                                BrotliMissingTest.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, reader.waitFor());
        return output.strip();
    }

    /// Reads a file and says how that ended.
    public static void main(String[] args) {
        try (BufferAllocator allocator = new RootAllocator();
                ForwardStore store =
                        new TableStore(
                                TableFiles.open(
                                        PositionalFileSource.open(Path.of(args[0])),
                                        StorageOptions.defaults().with(allocator)),
                                allocator)) {
            System.out.println("read " + Rows.scanned(store, ScanOptions.of("i")).getFirst().size() + " rows");
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
