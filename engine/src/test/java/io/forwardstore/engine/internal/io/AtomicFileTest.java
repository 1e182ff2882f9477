package io.forwardstore.engine.internal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

class AtomicFileTest {
    private static final byte[] OLD = {1, 2, 3};
    private static final int[] PART_BYTES = {1, 7, 200_000, 3, 0, 1_200_000, 130_000, 5, 2_000_000, 64};

    @TempDir Path directory;

    @Test
    void bytesOfAllSizesArriveInOrder() throws IOException {
        Path target = directory.resolve("table");
        byte[] expected;
        try (AtomicFile file = AtomicFile.create(target)) {
            expected = writeParts(file);
            assertEquals(expected.length, file.position());
            assertFalse(Files.exists(target), "nothing is visible before the commit");
            file.commit();
        }
        assertArrayEquals(expected, Files.readAllBytes(target));
        assertEquals(List.of(target), filesIn(directory));
    }

    @Test
    void paddingIsZero() throws IOException {
        Path target = directory.resolve("table");
        try (AtomicFile file = AtomicFile.create(target)) {
            file.write(new byte[] {-1, -1, -1}, 0, 3);
            file.alignTo(8);
            file.alignTo(8);
            file.commit();
        }
        assertArrayEquals(new byte[] {-1, -1, -1, 0, 0, 0, 0, 0}, Files.readAllBytes(target));
    }

    @Test
    void closingWithoutCommitLeavesTheOldFileAndNothingElse() throws IOException {
        Path target = Files.write(directory.resolve("table"), OLD);
        try (AtomicFile file = AtomicFile.create(target)) {
            writeParts(file);
        }
        assertArrayEquals(OLD, Files.readAllBytes(target));
        assertEquals(List.of(target), filesIn(directory));
    }

    @Test
    void aFaultAtAnyCallLeavesTheOldOrTheNewFileAndNothingElse() throws IOException {
        int call = 0;
        for (boolean failed = true; failed; call++) {
            Path target = Files.write(directory.resolve("table"), OLD);
            FaultyFileCalls calls = FaultyFileCalls.failingAt(call);
            byte[] content = OLD;
            try (AtomicFile file = calls.open(target)) {
                content = writeParts(file);
                file.commit();
            } catch (IOException e) {
                assertTrue(e.getMessage().startsWith("[" + target + "] "), e.getMessage());
                assertTrue(e.getMessage().endsWith("No space left on device"), e.getMessage());
            }
            failed = calls.hasFailed();
            byte[] found = Files.readAllBytes(target);
            if (found.length == OLD.length) {
                assertTrue(failed, "call " + call);
                assertArrayEquals(OLD, found);
            } else {
                assertArrayEquals(content, found);
            }
            assertEquals(List.of(target), filesIn(directory));
        }
        assertTrue(call > 8, "creation, five writes, forcing, renaming and the directory were all hit: " + call);
    }

    @Test
    void aLinkGoesOnPointingAtTheFile() throws IOException {
        Path target = Files.write(directory.resolve("table"), OLD);
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        try (AtomicFile file = AtomicFile.create(link)) {
            file.write(new byte[] {9}, 0, 1);
            file.commit();
        }
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(new byte[] {9}, Files.readAllBytes(target));
    }

    @Test
    void aDirectoryIsRefused() {
        IOException e = assertThrows(IOException.class, () -> AtomicFile.create(directory));
        assertEquals("[" + directory + "] Cannot create the file: a directory of that name exists", e.getMessage());
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path target = directory.resolve("missing/table");
        IOException e = assertThrows(IOException.class, () -> AtomicFile.create(target));
        assertTrue(e.getMessage().startsWith("[" + target + "] Cannot create the file: "), e.getMessage());
    }

    /// Writes random bytes in parts of [#PART_BYTES], from memory and from the heap in turn.
    private static byte[] writeParts(AtomicFile file) throws IOException {
        Random random = new Random(7);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        boolean fromMemory = true;
        try (Arena arena = Arena.ofConfined()) {
            for (int bytes : PART_BYTES) {
                byte[] part = new byte[bytes];
                random.nextBytes(part);
                expected.writeBytes(part);
                if (fromMemory) {
                    MemorySegment segment = arena.allocate(Math.max(1, bytes));
                    MemorySegment.copy(MemorySegment.ofArray(part), 0, segment, 0, bytes);
                    file.write(segment.address(), bytes);
                } else {
                    file.write(part, 0, bytes);
                }
                fromMemory = !fromMemory;
            }
        }
        return expected.toByteArray();
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }
}
