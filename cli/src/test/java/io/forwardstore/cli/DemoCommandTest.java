package io.forwardstore.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.Capability;
import io.forwardstore.StorageProvider;
import io.forwardstore.StorageProviders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;

final class DemoCommandTest {
    private static final String ROWS = "2000";

    @TempDir Path directory;

    @Test
    void everyBackendAnswersWhatTheTableWasMadeFrom() {
        Run run = Run.of("demo", "--rows", ROWS, "--dir", directory.toString());

        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("OK:"), run.out());
        for (StorageProvider provider : StorageProviders.load().all()) {
            if (provider.capabilities().contains(Capability.ARROW_IPC)) {
                assertTrue(run.out().contains(provider.id()), run.out());
            }
        }
        assertFalse(run.out().contains("\u001B"), "no control sequences without a terminal");
        assertFalse(run.err().contains("\r"), "no progress bar without a terminal");
    }

    @Test
    void theTableIsMadeOnce() throws IOException {
        Run.of("demo", "--rows", ROWS, "--dir", directory.toString());
        FileTime made = Files.getLastModifiedTime(table());

        Run again = Run.of("demo", "--rows", ROWS, "--dir", directory.toString());

        assertEquals(made, Files.getLastModifiedTime(table()));
        assertFalse(again.err().contains("Making"), again.err());
    }

    @Test
    void aTableThatIsNotTheOneThatWasMadeIsFoundOut() throws IOException {
        Run.of("demo", "--rows", ROWS, "--dir", directory.toString());
        byte[] bytes = Files.readAllBytes(table());
        for (int at = bytes.length / 2; at < bytes.length / 2 + 400_000; at++) {
            bytes[at] ^= 1;
        }
        Files.write(table(), bytes);

        Run run = Run.of("demo", "--rows", ROWS, "--dir", directory.toString());

        assertEquals(1, run.status());
        assertTrue(run.out().contains("WRONG:"), run.out());
    }

    private Path table() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }
}
