package com.example.zipstorage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forwardstore.CorruptFileException;
import io.forwardstore.ForwardStore;
import io.forwardstore.ForwardStores;
import io.forwardstore.StorageOptions;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// What is ZipStorage's own; the contract is the conformance tests'.
final class ZipStorageProviderTest {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final Dataset CATALOG = Datasets.catalog();
    private static final Dataset SMALL = Datasets.boundary(5, 2);

    @TempDir private Path directory;

    @Test
    void aPathGoesOnInsideTheArchive() throws IOException {
        Path shop = write("shop.zip", List.of(CATALOG, SMALL), Packing.ALIGNED);
        try (ForwardStore catalog = open(shop.resolve("tables/" + CATALOG.name() + ".arrow"));
                ForwardStore small = open(shop.resolve("tables").resolve(SMALL.name() + ".arrow"))) {
            assertEquals(CATALOG.rowCount(), catalog.rowCount());
            assertEquals(SMALL.rowCount(), small.rowCount());
        }
    }

    @Test
    void theArchivesPathWillDoForItsOnlyTable() throws IOException {
        try (ForwardStore store = open(write("shop.zip", List.of(SMALL), Packing.DEFLATED))) {
            assertEquals(SMALL.rowCount(), store.rowCount());
        }
    }

    @Test
    void anUnclearOrMissingTableIsRefusedWithThoseThatThereAre() throws IOException {
        Path shop = write("shop.zip", List.of(CATALOG, SMALL), Packing.STORED);
        String available = ". Available: tables/" + CATALOG.name() + ".arrow, tables/" + SMALL.name() + ".arrow";
        assertEquals(
                "[" + shop + "] Cannot open: the archive holds 2 such files" + available,
                assertThrows(NoSuchFileException.class, () -> open(shop)).getMessage());
        Path missing = shop.resolve("tables/nothing.arrow");
        assertEquals(
                "[" + missing + "] Cannot open: no such file in the archive" + available,
                assertThrows(NoSuchFileException.class, () -> open(missing)).getMessage());
    }

    @Test
    void onlyAStoredTableThatIsAlignedIsSharedWithTheFile() throws IOException {
        assumeTrue(Files.isReadable(MAPS), "the system does not tell what is mapped");
        for (Packing packing : Packing.values()) {
            Path archive = write(packing + ".zip", List.of(CATALOG), packing);
            long offset = offsetBytes(archive);
            assertEquals(packing == Packing.ALIGNED, offset % 8 == 0, packing + " at " + offset);
            try (ForwardStore store = open(archive)) {
                boolean mapped = Files.readAllLines(MAPS).stream().anyMatch(line -> line.endsWith(archive.toString()));
                assertEquals(packing == Packing.ALIGNED, mapped, packing.toString());
                try (VectorSchemaRoot row = store.fetch(List.of("id"), 99)) {
                    assertEquals(CATALOG.value(0, 99), row.getVector("id").getObject(0));
                }
            }
        }
    }

    @Test
    void aTableThatInflatesTooFarIsRefusedBeforeItDoes() throws IOException {
        Path archive = write("shop.zip", List.of(CATALOG), Packing.DEFLATED);
        long size = CATALOG.bytes(Format.ARROW_IPC).length;
        IOException refusal = assertThrows(IOException.class, () -> open(archive, size - 1));
        assertEquals(
                "["
                        + archive
                        + "] Cannot open: the table inflates to "
                        + size
                        + " bytes, more than the "
                        + (size - 1)
                        + " of com.example.zip.max-inflated",
                refusal.getMessage());
        open(archive, size).close();
    }

    @Test
    void aDamagedCopyIsFoundByItsChecksum() throws IOException {
        for (Packing packing : List.of(Packing.STORED, Packing.DEFLATED)) {
            Path archive = write(packing + ".zip", List.of(CATALOG), packing);
            long offset = offsetBytes(archive);
            byte[] content = Files.readAllBytes(archive);
            content[(int) offset + 3_000] ^= 1;
            Files.write(archive, content);
            CorruptFileException refusal = assertThrows(CorruptFileException.class, () -> open(archive));
            assertEquals(offset, refusal.offsetBytes());
        }
    }

    @Test
    void noBitOfAnArchivesDirectoryIsTrusted() throws IOException {
        byte[] whole = Files.readAllBytes(write("shop.zip", List.of(SMALL), Packing.DEFLATED));
        Path archive = directory.resolve("flipped.zip");
        for (int bit = (whole.length - 200) * Byte.SIZE; bit < whole.length * Byte.SIZE; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(archive, flipped);
            try (ForwardStore store = open(archive)) {
                assertEquals(SMALL.rowCount(), store.rowCount());
            } catch (IOException e) {
                assertTrue(e.getMessage().startsWith("[" + archive + "] "), e.getMessage());
            }
        }
        assertArrayEquals(whole, Files.readAllBytes(directory.resolve("shop.zip")));
    }

    private Path write(String name, List<Dataset> datasets, Packing packing) throws IOException {
        return Archives.write(directory.resolve(name), datasets, Format.ARROW_IPC, packing);
    }

    private static long offsetBytes(Path archive) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            return zip.getEntries().nextElement().getDataOffset();
        }
    }

    private static ForwardStore open(Path table) throws IOException {
        return ForwardStores.open(table, "ZipStorage");
    }

    private static ForwardStore open(Path table, long maxInflatedBytes) throws IOException {
        StorageOptions options = StorageOptions.defaults().with(ZipStorageProvider.MAX_INFLATED, maxInflatedBytes);
        return ForwardStores.open(table, "ZipStorage", options);
    }
}
