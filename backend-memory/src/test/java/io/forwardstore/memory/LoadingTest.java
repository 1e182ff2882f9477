package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.ForwardStore;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.Compression;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

final class LoadingTest {
    private static final int ROWS = 10_000;
    private static final int BLOCK_ROWS = 3_000;

    private final BufferAllocator allocator = new RootAllocator();
    private final StorageOptions options = StorageOptions.defaults().with(allocator);

    @TempDir Path directory;

    @AfterEach
    void everyBufferIsReleased() {
        allocator.close();
    }

    @Test
    void aCompressedFileIsDecodedOnceAndServedWithoutACopy() throws IOException {
        Path file = write(Compression.ZSTD);
        try (ForwardStore store = new MemoryStorageProvider().open(file, options)) {
            long pages = store.stats().pagesRead();
            try (ArrowReader reader = store.scan(List.of("id", "name"))) {
                long row = 0;
                while (reader.loadNextBatch()) {
                    VectorSchemaRoot batch = reader.getVectorSchemaRoot();
                    assertEquals(Math.min(BLOCK_ROWS, ROWS - row), batch.getRowCount());
                    for (int i = 0; i < batch.getRowCount(); i++, row++) {
                        assertRow(batch, i, row);
                    }
                }
                assertEquals(ROWS, row);
            }
            long[] rows = {9_999, 0, 2_999, 3_000, 0};
            try (VectorSchemaRoot fetched = store.fetch(List.of("id", "name"), rows)) {
                for (int i = 0; i < rows.length; i++) {
                    assertRow(fetched, i, rows[i]);
                }
            }
            assertEquals(pages, store.stats().pagesRead(), "pages decoded after opening");
            assertTrue(store.stats().bytesShared() > ROWS * 8L, "a scan shares the decoded pages");
            assertTrue(store.stats().residentBytes() > Files.size(file), "the decoded pages are resident");
        }
    }

    @Test
    void aFileIsNotNeededOnceItIsLoaded() throws IOException {
        for (Compression compression : List.of(Compression.UNCOMPRESSED, Compression.LZ4)) {
            Path file = write(compression);
            try (ForwardStore store = new MemoryStorageProvider().open(file, options)) {
                Files.write(file, new byte[10]);
                try (VectorSchemaRoot fetched = store.fetch(List.of("id", "name"), 7_777)) {
                    assertRow(fetched, 0, 7_777);
                }
            }
        }
    }

    @Test
    void aTablePastTheByteLimitIsRefusedBeforeItIsAllocated() throws IOException {
        Path plain = write(Compression.UNCOMPRESSED);
        try (BufferAllocator own = allocator.newChildAllocator("loading", 0, Long.MAX_VALUE)) {
            StorageOptions limited = options.with(own).with(MemoryOptions.BYTE_LIMIT, Files.size(plain) - 1);
            IOException refusal =
                    assertThrows(IOException.class, () -> new MemoryStorageProvider().open(plain, limited));
            assertTrue(refusal.getMessage().startsWith("[" + plain + "] Cannot load: "), refusal.getMessage());
            assertTrue(own.getPeakMemoryAllocation() < Files.size(plain), "nothing was allocated for it");
        }
        new MemoryStorageProvider().open(plain, options.with(MemoryOptions.BYTE_LIMIT, Files.size(plain))).close();
    }

    @Test
    void aDecodedTablePastTheByteLimitIsRefused() throws IOException {
        Path file = write(Compression.ZSTD);
        StorageOptions limited = options.with(MemoryOptions.BYTE_LIMIT, Files.size(file) + ROWS * 8L);
        IOException refusal = assertThrows(IOException.class, () -> new MemoryStorageProvider().open(file, limited));
        assertTrue(refusal.getMessage().startsWith("[" + file + "] Cannot load: "), refusal.getMessage());
    }

    @Test
    void progressAscendsToTheFilesSize() throws IOException {
        for (Compression compression : List.of(Compression.UNCOMPRESSED, Compression.LZ4)) {
            Path file = write(compression);
            List<Long> heard = new ArrayList<>();
            new MemoryStorageProvider()
                    .open(
                            file,
                            options,
                            (loadedBytes, totalBytes) -> {
                                heard.add(loadedBytes);
                                heard.add(totalBytes);
                            })
                    .close();
            assertEquals(Files.size(file), heard.getLast());
            assertEquals(heard.getLast(), heard.get(heard.size() - 2));
        }
    }

    @Test
    void whatTheListenerThrowsEndsTheLoading() throws IOException {
        Path file = write(Compression.UNCOMPRESSED);
        assertThrows(
                ArithmeticException.class,
                () ->
                        new MemoryStorageProvider()
                                .open(
                                        file,
                                        options,
                                        (_, _) -> {
                                            throw new ArithmeticException();
                                        }));
    }

    @Test
    void resultsOutliveAStoreOfDecodedPages() throws IOException {
        ForwardStore store = new MemoryStorageProvider().open(write(Compression.LZ4), options);
        try (ArrowReader reader = store.scan(List.of("id", "name"))) {
            assertTrue(reader.loadNextBatch());
            store.close();
            assertRow(reader.getVectorSchemaRoot(), 2_999, 2_999);
        }
    }

    private Path write(Compression compression) throws IOException {
        Path file = directory.resolve(compression + ".arrow");
        try (BigIntVector id = new BigIntVector("id", allocator);
                VarCharVector name = new VarCharVector("name", allocator)) {
            LongStream.range(0, ROWS)
                    .forEach(row -> {
                        id.setSafe((int) row, row);
                        if (row % 10 == 0) {
                            name.setNull((int) row);
                        } else {
                            name.setSafe((int) row, name(row));
                        }
                    });
            VectorSchemaRoot root = VectorSchemaRoot.of(id, name);
            root.setRowCount(ROWS);
            WriteOptions written = WriteOptions.arrow().withCompression(compression).withBlockRows(BLOCK_ROWS);
            try (TableWriter writer = TableWriters.create(file, root.getSchema(), written)) {
                writer.write(root);
                writer.commit();
            }
        }
        return file;
    }

    private static byte[] name(long row) {
        return ("row " + row).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void assertRow(VectorSchemaRoot root, int index, long row) {
        assertEquals(row, ((BigIntVector) root.getVector("id")).get(index));
        assertArrayEquals(row % 10 == 0 ? null : name(row), ((VarCharVector) root.getVector("name")).get(index));
    }
}
