package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

final class MMapFileTest {
    @TempDir Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("file"), content);
    }

    private static MemorySegment bytes(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(MemorySegment segment) {
        return new String(segment.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
    }

    @Test
    void readsMoveTheCursorAndFallShortAtTheEnd() throws IOException {
        try (MMapFile file = MMapFile.open(file("abcdef"), MMapFile.Mode.READ_ONLY)) {
            assertEquals("abcd", text(file.read(4)));
            assertEquals("ef", text(file.read(4)));
            assertEquals("", text(file.read(4)));
            assertEquals(6, file.position());
            file.reset();
            MemorySegment copy = MemorySegment.ofArray(new byte[4]);
            assertEquals(4, file.readInto(copy));
            assertEquals("abcd", text(copy));
            assertEquals(2, file.readInto(copy));
            assertEquals("efcd", text(copy));
        }
    }

    @Test
    void readsAtAnOffsetLeaveTheCursor() throws IOException {
        try (MMapFile file = MMapFile.open(file("abcdef"), MMapFile.Mode.READ_ONLY)) {
            assertEquals("cde", text(file.read(2, 3)));
            assertEquals("f", text(file.read(5, 3)));
            assertEquals("", text(file.read(6, 3)));
            assertEquals("", text(file.read(3, 0)));
            assertEquals(0, file.position());
            assertThrows(IndexOutOfBoundsException.class, () -> file.read(7, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> file.read(-1, 1));
            assertThrows(IllegalArgumentException.class, () -> file.read(0, -1));
        }
    }

    @Test
    void aReadOnlyMappingRefusesWrites() throws IOException {
        try (MMapFile file = MMapFile.open(file("abc"), MMapFile.Mode.READ_ONLY)) {
            assertThrows(UnsupportedOperationException.class, () -> file.write(bytes("x")));
            assertThrows(IllegalArgumentException.class, () -> file.region().set(ValueLayout.JAVA_BYTE, 0, (byte) 'x'));
        }
    }

    @Test
    void writesReachTheFileUnlessTheyArePrivate() throws IOException {
        Path path = file("abcdef");
        try (MMapFile file = MMapFile.open(path, MMapFile.Mode.PRIVATE)) {
            file.write(bytes("xyz"));
            assertEquals("xyzdef", text(file.region()));
            file.flush();
        }
        assertEquals("abcdef", Files.readString(path));
        try (MMapFile file = MMapFile.open(path, MMapFile.Mode.READ_WRITE)) {
            file.write(bytes("12"));
            file.write(bytes("3"));
            file.write(5, bytes("6"));
            assertThrows(IndexOutOfBoundsException.class, () -> file.write(5, bytes("67")));
            file.flush();
        }
        assertEquals("123de6", Files.readString(path));
    }

    @Test
    void aFileIsCreatedWithItsLengthAndNeverOverAnother() throws IOException {
        Path path = directory.resolve("new");
        try (MMapFile file = MMapFile.create(path, 10)) {
            assertEquals(10, file.size());
            file.write(8, bytes("ok"));
        }
        assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 'o', 'k'}, Files.readAllBytes(path));
        IOException refused = assertThrows(FileAlreadyExistsException.class, () -> MMapFile.create(path, 1));
        assertTrue(refused.getMessage().startsWith("[" + path + "]"), refused.getMessage());
        Path none = directory.resolve("none");
        IOException missing =
                assertThrows(NoSuchFileException.class, () -> MMapFile.open(none, MMapFile.Mode.READ_ONLY));
        assertTrue(missing.getMessage().startsWith("[" + none + "]"), missing.getMessage());
    }

    @Test
    void ownershipMovesAndTheOldOwnerRefuses() throws IOException {
        MMapFile old = MMapFile.open(file("abcdef"), MMapFile.Mode.READ_ONLY);
        MemorySegment view = old.read(2);
        MMapFile owner = old.move();
        assertThrows(IllegalStateException.class, () -> old.read(1));
        assertThrows(IllegalStateException.class, old::move);
        assertThrows(IllegalStateException.class, old::size);
        old.close();
        assertEquals("ab", text(view));
        assertEquals("cd", text(owner.read(2)));
        owner.close();
        owner.close();
        assertThrows(IllegalStateException.class, () -> owner.read(1));
        assertThrows(IllegalStateException.class, () -> view.get(ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    void anEmptyFileIsMapped() throws IOException {
        try (MMapFile file = MMapFile.open(file(""), MMapFile.Mode.READ_ONLY)) {
            assertEquals(0, file.size());
            assertEquals(0, file.read(5).byteSize());
        }
    }

    @Test
    void aFileOverTwoGigabytesIsOneMapping() throws IOException {
        Path path = directory.resolve("sparse");
        long size = 3L << 30;
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(size);
            sparse.seek(size - 3);
            sparse.writeBytes("end");
        }
        try (MMapFile file = MMapFile.open(path, MMapFile.Mode.READ_ONLY)) {
            assertEquals("end", text(file.read(size - 3, 100)));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // where a mapped file cannot be truncated
    void aCopyFromATruncatedFileFailsAndNamesIt() throws IOException {
        Path path = Files.write(directory.resolve("file"), new byte[100_000]);
        try (MMapFile file = MMapFile.open(path, MMapFile.Mode.READ_WRITE);
                FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(0);
            MemorySegment target = MemorySegment.ofArray(new byte[50_000]);
            IOException read = assertThrows(IOException.class, () -> file.readInto(target));
            assertTrue(read.getMessage().startsWith("[" + path + "] Cannot read"), read.getMessage());
            IOException written = assertThrows(IOException.class, () -> file.write(target));
            assertTrue(written.getMessage().startsWith("[" + path + "] Cannot write"), written.getMessage());
            assertEquals(0, file.position());
        }
    }

    @Test
    void theCursorStaysWhereAReadOrWriteFailed() throws IOException {
        try (MMapFile file = MMapFile.open(file("abcdef"), MMapFile.Mode.READ_WRITE)) {
            file.write(bytes("xy"));
            assertEquals(2, file.position());
            String message =
                    assertThrows(IndexOutOfBoundsException.class, () -> file.write(bytes("12345"))).getMessage();
            assertTrue(message.endsWith("Cannot write 5 bytes at byte 2: the mapping has 6"), message);
            assertThrows(IndexOutOfBoundsException.class, () -> file.write(-1, bytes("1")));
            assertEquals(2, file.position());
            file.write(bytes("1234")); // to the last byte
            assertEquals("xy1234", text(file.region()));
            MemorySegment copy = MemorySegment.ofArray(new byte[2]);
            assertEquals(2, file.readInto(1, copy));
            assertEquals("y1", text(copy));
            assertEquals(6, file.position());
        }
    }

    @Test
    void aMovedMappingKeepsItsModeAndItsCursor() throws IOException {
        MMapFile old = MMapFile.open(file("abcdef"), MMapFile.Mode.PRIVATE);
        old.read(4);
        try (MMapFile owner = old.move()) {
            assertEquals(MMapFile.Mode.PRIVATE, owner.mode());
            assertEquals(4, owner.position());
            assertEquals(6, owner.size());
            assertEquals("[" + directory.resolve("file") + "]", owner.toString());
        }
        assertThrows(IllegalStateException.class, old::reset);
        assertThrows(IllegalStateException.class, old::flush);
    }

    @Test
    void whatIsRefusedNamesTheFileAndTheExtent() throws IOException {
        try (MMapFile file = MMapFile.open(file("abc"), MMapFile.Mode.READ_ONLY)) {
            String message = assertThrows(IndexOutOfBoundsException.class, () -> file.read(4, 2)).getMessage();
            assertEquals(
                    "[" + directory.resolve("file") + "] Cannot read 2 bytes at byte 4: the mapping has 3", message);
        }
        assertThrows(IllegalArgumentException.class, () -> MMapFile.create(directory.resolve("new"), -1));
        try (MMapFile empty = MMapFile.create(directory.resolve("new"), 0)) {
            assertEquals(0, empty.size());
        }
    }
}
