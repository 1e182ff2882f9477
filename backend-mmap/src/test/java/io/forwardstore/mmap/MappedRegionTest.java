package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.forwardstore.engine.internal.memory.Memory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

final class MappedRegionTest {
    @TempDir Path directory;

    @Test
    void aNameOfAnyBytesIsFoundByTheSystem() throws IOException {
        assumeTrue(LibC.instance() != null);
        for (String name : new String[] {"plain", "a b", "100%", "%41", "#?+&;~"}) {
            Path file = Files.writeString(directory.resolve(name), name);
            MappedRegion region = MappedRegion.open(file);
            try {
                assertInstanceOf(PrivateRegion.class, region, name);
                assertEquals(name.length(), region.sizeBytes());
                for (int i = 0; i < name.length(); i++) {
                    assertEquals(name.charAt(i), Memory.getByte(region.address() + i));
                }
            } finally {
                region.close();
            }
        }
    }

    @Test
    void whatIsReadWhileOpeningIsWhatTheFileHasThere() throws IOException {
        assumeTrue(LibC.instance() != null);
        MappedRegion region = MappedRegion.open(Files.writeString(directory.resolve("file"), "0123456789"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(8);
            assertTrue(region.isOpening());
            region.read("file", 3, 4, target.address() + 1);
            assertArrayEquals("\0003456\0\0\0".getBytes(US_ASCII), target.toArray(ValueLayout.JAVA_BYTE));
            region.endOpening();
            assertFalse(region.isOpening());
        } finally {
            region.close();
        }
    }

    @Test
    void aFileThatIsTruncatedWhileOpeningIsNamedWithWhatIsLeft() throws IOException {
        assumeTrue(LibC.instance() != null);
        Path file = Files.writeString(directory.resolve("file"), "0123456789");
        MappedRegion region = MappedRegion.open(file);
        try (Arena arena = Arena.ofConfined()) {
            Files.writeString(file, "01234");
            long target = arena.allocate(10).address();
            IOException refused = assertThrows(IOException.class, () -> region.read("rows.arrow", 2, 8, target));
            assertEquals(
                    "[rows.arrow] Cannot open: the file was truncated from 10 to 5 bytes meanwhile",
                    refused.getMessage());
        } finally {
            region.close();
        }
    }

    @Test
    void aReadThatTheSystemRefusesTellsWhereAndWhy() throws IOException {
        assumeTrue(LibC.instance() != null);
        MappedRegion region = MappedRegion.open(Files.writeString(directory.resolve("file"), "0123456789"));
        try {
            IOException refused = assertThrows(IOException.class, () -> region.read("rows.arrow", 2, 8, 0));
            assertEquals(
                    "[rows.arrow] Cannot open: reading at byte 2 failed with error number " + LibC.EFAULT,
                    refused.getMessage());
        } finally {
            region.close();
        }
    }

    @Test
    void aRegionKeepsNoDescriptorOnceItIsOpen() throws IOException {
        assumeTrue(LibC.instance() != null);
        Path file = Files.writeString(directory.resolve("file"), "content");
        MappedRegion opened = MappedRegion.open(file);
        assertEquals(1, descriptorsOf(file));
        opened.endOpening();
        assertEquals(0, descriptorsOf(file));
        opened.close();
        MappedRegion.open(file).close();
        assertEquals(0, descriptorsOf(file));
    }

    private static long descriptorsOf(Path file) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor) && Files.readSymbolicLink(descriptor).equals(file)) {
                    count++;
                }
            }
        }
        return count;
    }

    @Test
    void whatTheSystemDoesNotMapTheJdkDoes() throws IOException {
        MappedRegion region = MappedRegion.open(Files.createFile(directory.resolve("empty")));
        assertInstanceOf(MappedRegion.ReadOnly.class, region);
        assertEquals(0, region.sizeBytes());
        region.close();
    }

    @Test
    void theJdksMappingHasTheSameBytesUntilItIsClosed() throws IOException {
        String content = "0123456789";
        MappedRegion.ReadOnly region = MappedRegion.openReadOnly(Files.writeString(directory.resolve("file"), content));
        assertFalse(region.isOpening());
        assertEquals(content.length(), region.sizeBytes());
        region.endOpening();
        for (int i = 0; i < content.length(); i++) {
            assertEquals(content.charAt(i), Memory.getByte(region.address() + i));
        }
        region.close();
        assertFalse(region.segment().scope().isAlive());
    }
}
