package io.forwardstore.engine.internal.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.CorruptFileException;
import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Scans by several threads of pages that are longer than the window of batches, so that they are opened ahead.
final class LargePageScanTest {
    private static final int ROWS = 400_000;
    private static final int PAGE_ROWS = 90_000;

    /// The most rows of a batch that is decoded.
    private static final int BATCH_ROWS = 8_192;

    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            Field.nullable("number", new ArrowType.Int(Long.SIZE, true)),
                            Field.notNullable("text", new ArrowType.Utf8())));

    @TempDir private Path folder;
    private final BufferAllocator allocator = new RootAllocator();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("large-pages.parquet");
        WriteOptions options =
                WriteOptions.parquet().withBlockRows(ROWS).withPageRows(PAGE_ROWS).withPageBytes(16 << 20);
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(SCHEMA, allocator);
                TableWriter writer = TableWriters.create(file, SCHEMA, options)) {
            BigIntVector numbers = (BigIntVector) batch.getVector(0);
            VarCharVector texts = (VarCharVector) batch.getVector(1);
            for (int row = 0; row < ROWS; row++) {
                if (row % 7 == 0) {
                    numbers.setNull(row);
                } else {
                    numbers.setSafe(row, number(row));
                }
                texts.setSafe(row, text(row).getBytes(StandardCharsets.UTF_8));
            }
            batch.setRowCount(ROWS);
            writer.write(batch);
            writer.commit();
        }
    }

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    private static long number(long row) {
        return row * 0x9E3779B97F4A7C15L;
    }

    private static String text(long row) {
        return Long.toString(number(row), Character.MAX_RADIX);
    }

    private ForwardStore open() throws IOException {
        StorageOptions options = StorageOptions.defaults().with(allocator);
        return new TableStore(TableFiles.open(PositionalFileSource.open(file), options), allocator);
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 400000", "3, 0, 400000", "2, 89999, 90001", "2, 123456, 399999", "4, 5, 15"})
    void everyRowIsAnsweredInOrder(int threads, long firstRow, long endRow) throws IOException {
        try (ForwardStore store = open();
                ArrowReader reader =
                        store.scan(ScanOptions.of("number", "text").rows(firstRow, endRow).parallelism(threads))) {
            long row = firstRow;
            while (reader.loadNextBatch()) {
                VectorSchemaRoot batch = reader.getVectorSchemaRoot();
                BigIntVector numbers = (BigIntVector) batch.getVector(0);
                VarCharVector texts = (VarCharVector) batch.getVector(1);
                for (int i = 0; i < batch.getRowCount(); i++, row++) {
                    assertEquals(row % 7 == 0, numbers.isNull(i));
                    assertTrue(numbers.isNull(i) || numbers.get(i) == number(row));
                    assertEquals(text(row), new String(texts.get(i), StandardCharsets.UTF_8));
                }
            }
            assertEquals(endRow, row);
        }
    }

    @Test
    void aScanThatIsGivenUpLeavesNothing() throws IOException {
        for (int batches = 1; batches < 12; batches++) {
            try (ForwardStore store = open();
                    ArrowReader reader = store.scan(ScanOptions.of("number", "text").parallelism(3))) {
                for (int i = 0; i < batches; i++) {
                    assertTrue(reader.loadNextBatch());
                }
            }
        }
    }

    @Test
    void aBrokenPageIsToldWhenItsRowsAreReadAndNotBefore() throws IOException {
        long brokenRow = breakPage(1, 2);
        try (ForwardStore store = open();
                ArrowReader reader = store.scan(ScanOptions.of("number", "text").parallelism(2))) {
            for (int i = 0; i < 5; i++) {
                long rows = 0;
                CorruptFileException refusal = null;
                while (refusal == null) {
                    try {
                        assertTrue(reader.loadNextBatch());
                        rows += reader.getVectorSchemaRoot().getRowCount();
                    } catch (CorruptFileException e) {
                        refusal = e;
                    }
                }
                assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
                assertTrue(
                        i > 0 || rows > brokenRow - BATCH_ROWS,
                        "page from row " + brokenRow + ", rows before: " + rows);
                assertTrue(rows <= brokenRow, "page from row " + brokenRow + ", rows before: " + rows);
            }
            assertThrows(CorruptFileException.class, reader::loadNextBatch);
        }
    }

    /// Overwrites what a page of ZSTD begins with, behind the header.
    ///
    /// @return the first row of the page
    private long breakPage(int column, int page) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int end = bytes.capacity() - 8;
        int footerBytes = bytes.getInt(end);
        RowGroup group =
                Util.readFileMetaData(stream(bytes, end - footerBytes, footerBytes)).getRow_groups().getFirst();
        var chunk = group.getColumns().get(column);
        PageLocation location =
                Util.readOffsetIndex(
                                stream(bytes, (int) chunk.getOffset_index_offset(), chunk.getOffset_index_length()))
                        .getPage_locations()
                        .get(page);
        int offset = (int) location.getOffset();
        ByteArrayInputStream in = stream(bytes, offset, location.getCompressed_page_size());
        Util.readPageHeader(in);
        int headerBytes = location.getCompressed_page_size() - in.available();
        bytes.putInt(offset + headerBytes, 0);
        Files.write(file, bytes.array());
        return location.getFirst_row_index();
    }

    private static ByteArrayInputStream stream(ByteBuffer bytes, int offset, int length) {
        return new ByteArrayInputStream(bytes.array(), offset, length);
    }
}
