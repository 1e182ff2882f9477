package io.forwardstore.mmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forwardstore.engine.internal.memory.Memory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
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
    void whatTheSystemDoesNotMapTheJdkDoes() throws IOException {
        MappedRegion region = MappedRegion.open(Files.createFile(directory.resolve("empty")));
        assertInstanceOf(MappedRegion.ReadOnly.class, region);
        assertEquals(0, region.sizeBytes());
        region.close();
    }
}
