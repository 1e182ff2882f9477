package io.forwardstore.engine.internal.parquet.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.Compression;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.data.DuckDb;
import io.forwardstore.engine.data.RandomVectors;
import io.forwardstore.engine.data.Rows;
import io.forwardstore.engine.data.SampleFields;
import io.forwardstore.engine.internal.io.FaultyFileCalls;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

class ParquetTableWriterTest {
    private static final long SEED = 20261122;

    private final BufferAllocator allocator = new RootAllocator();

    @TempDir Path directory;

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void duckDbReadsEveryCodec(Compression compression) throws Exception {
        Path file = directory.resolve("t.parquet");
        Field number = SampleFields.required("n", new ArrowType.Int(64, true));
        Field text = SampleFields.nullable("s", new ArrowType.Utf8());
        Schema schema = new Schema(List.of(number, text));
        WriteOptions options =
                WriteOptions.parquet().withCompression(compression).withBlockRows(3_000).withPageRows(400);
        List<List<String>> expected;
        try (VectorSchemaRoot batch = new RandomVectors(allocator, SEED).batch(schema, 10_000)) {
            expected = Rows.columns(batch);
            write(file, batch, options);
        }
        assertEquals(expected, DuckDb.query("SELECT n, s FROM $file", file));
    }

    @Test
    void aDictionaryIsUsedWhereItPaysAndLeftWhereItDoesNot() throws Exception {
        Path file = directory.resolve("t.parquet");
        Schema schema =
                new Schema(
                        List.of(
                                SampleFields.required("few", new ArrowType.Utf8()),
                                SampleFields.required("many", new ArrowType.Utf8()),
                                SampleFields.required("first_few", new ArrowType.Utf8())));
        int rows = 200_000;
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator)) {
            for (int i = 0; i < rows; i++) {
                set(batch, 0, i, "value " + i % 50);
                set(batch, 1, i, "value " + i);
                set(batch, 2, i, "a longer value " + (i < 10_000 ? i % 10 : i));
            }
            batch.setRowCount(rows);
            write(file, batch, WriteOptions.parquet().withBlockRows(rows));
        }
        List<ColumnChunk> chunks = footer(file).getRow_groups().getFirst().getColumns();
        assertTrue(chunks.get(0).getMeta_data().getEncodings().contains(Encoding.RLE_DICTIONARY));
        assertEquals(2, chunks.get(0).getMeta_data().getEncoding_stats().size());
        assertFalse(chunks.get(1).getMeta_data().getEncodings().contains(Encoding.RLE_DICTIONARY));
        assertEquals(3, chunks.get(2).getMeta_data().getEncoding_stats().size(), "dictionary first, then plain");
        String query =
                "SELECT count(*), count(*) FILTER (few = 'value ' || i % 50), count(*) FILTER (many = 'value ' || i),"
                    + " count(*) FILTER (first_few = 'a longer value ' || CASE WHEN i < 10000 THEN i % 10 ELSE i END)"
                    + " FROM (SELECT *, file_row_number AS i FROM read_parquet('"
                        + file
                        + "', file_row_number = true))";
        List<String> all = List.of(String.valueOf(rows));
        assertEquals(List.of(all, all, all, all), DuckDb.query(query, file));
    }

    @Test
    void thePageIndexTellsWhereRowsLieAndWhatTheirBoundsAre() throws Exception {
        Path file = directory.resolve("t.parquet");
        Schema schema = new Schema(List.of(SampleFields.nullable("n", new ArrowType.Int(64, true))));
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator)) {
            BigIntVector numbers = (BigIntVector) batch.getVector(0);
            for (int i = 0; i < 1_000; i++) {
                if (i >= 200 && i < 300 || i % 10 == 3) {
                    numbers.setNull(i);
                } else {
                    numbers.setSafe(i, i * 1_000_003L);
                }
            }
            batch.setRowCount(1_000);
            write(file, batch, WriteOptions.parquet().withPageRows(100).withBlockRows(500));
        }
        byte[] bytes = Files.readAllBytes(file);
        FileMetaData footer = footer(file);
        assertEquals(2, footer.getRow_groups().size());
        for (int group = 0; group < 2; group++) {
            ColumnChunk chunk = footer.getRow_groups().get(group).getColumns().getFirst();
            OffsetIndex offsets = Util.readOffsetIndex(in(bytes, chunk.getOffset_index_offset()));
            ColumnIndex bounds = Util.readColumnIndex(in(bytes, chunk.getColumn_index_offset()));
            assertEquals(5, offsets.getPage_locationsSize());
            for (int page = 0; page < 5; page++) {
                assertEquals(page * 100L, offsets.getPage_locations().get(page).getFirst_row_index());
                assertPageIsIntact(bytes, offsets.getPage_locations().get(page).getOffset(), 100);
                int first = group * 500 + page * 100;
                boolean isNull = first == 200;
                assertEquals(isNull, bounds.getNull_pages().get(page));
                assertEquals(isNull ? 100 : 10, bounds.getNull_counts().get(page));
                if (!isNull) {
                    assertEquals(first * 1_000_003L, longOf(bounds.getMin_values().get(page)));
                    assertEquals((first + 99) * 1_000_003L, longOf(bounds.getMax_values().get(page)));
                }
            }
            assertEquals(BoundaryOrder.ASCENDING, bounds.getBoundary_order());
        }
    }

    @Test
    void longTextBoundsAreCutBetweenCharacters() throws Exception {
        Path file = directory.resolve("t.parquet");
        Schema schema = new Schema(List.of(SampleFields.required("s", new ArrowType.Utf8())));
        String least = "a".repeat(31) + "ö" + "x".repeat(40);
        String greatest = "b".repeat(30) + "ö" + "y".repeat(40);
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator)) {
            set(batch, 0, 0, greatest);
            set(batch, 0, 1, least);
            batch.setRowCount(2);
            write(file, batch, WriteOptions.parquet());
        }
        var statistics = footer(file).getRow_groups().getFirst().getColumns().getFirst().getMeta_data().getStatistics();
        assertEquals("a".repeat(31), new String(statistics.getMin_value(), StandardCharsets.UTF_8));
        assertEquals("b".repeat(30) + "÷", new String(statistics.getMax_value(), StandardCharsets.UTF_8));
        assertFalse(statistics.isIs_min_value_exact());
        assertFalse(statistics.isIs_max_value_exact());
    }

    @Test
    void nanIsNoBoundAndZerosAreBothCovered() throws Exception {
        Path file = directory.resolve("t.parquet");
        FloatingPointPrecision precision = FloatingPointPrecision.DOUBLE;
        Schema schema = new Schema(List.of(SampleFields.required("d", new ArrowType.FloatingPoint(precision))));
        double[][] pages = {{0.0, Double.NaN}, {-0.0, -3}};
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator)) {
            for (int i = 0; i < 4; i++) {
                ((Float8Vector) batch.getVector(0)).setSafe(i, pages[i / 2][i % 2]);
            }
            batch.setRowCount(4);
            write(file, batch, WriteOptions.parquet().withPageRows(2));
        }
        ColumnChunk chunk = footer(file).getRow_groups().getFirst().getColumns().getFirst();
        ColumnIndex index = Util.readColumnIndex(in(Files.readAllBytes(file), chunk.getColumn_index_offset()));
        assertEquals(Double.doubleToRawLongBits(-0.0), longOf(index.getMin_values().get(0)));
        assertEquals(Double.doubleToRawLongBits(0.0), longOf(index.getMax_values().get(0)));
        assertEquals(Double.doubleToRawLongBits(-3.0), longOf(index.getMin_values().get(1)));
        assertEquals(Double.doubleToRawLongBits(0.0), longOf(index.getMax_values().get(1)));
    }

    @Test
    void pagesOfLargeValuesEndEarly() throws Exception {
        Path file = directory.resolve("t.parquet");
        Schema schema = new Schema(List.of(SampleFields.required("s", new ArrowType.Utf8())));
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator)) {
            for (int i = 0; i < 200; i++) {
                set(batch, 0, i, "x".repeat(50_000) + i);
            }
            batch.setRowCount(200);
            write(file, batch, WriteOptions.parquet());
        }
        ColumnChunk chunk = footer(file).getRow_groups().getFirst().getColumns().getFirst();
        OffsetIndex offsets = Util.readOffsetIndex(in(Files.readAllBytes(file), chunk.getOffset_index_offset()));
        assertTrue(offsets.getPage_locationsSize() >= 50, "pages: " + offsets.getPage_locationsSize());
    }

    @Test
    void whatParquetCannotHoldIsRefusedByName() {
        assertRefused(SampleFields.unions().getFirst(), "Cannot write column 'dense_union': Parquet has no type for ");
        assertRefused(
                SampleFields.nullable("s", new ArrowType.Struct()),
                "Cannot write column 's': Parquet has no structs without fields");
        assertRefused(
                SampleFields.nullable("l", new ArrowType.List(), SampleFields.unions().getLast()),
                "Cannot write column 'l.list.element': Parquet has no type for ");
    }

    private void assertRefused(Field field, String message) {
        Path file = directory.resolve("t.parquet");
        Schema schema = new Schema(List.of(field));
        WriteOptions options = WriteOptions.parquet().withAllocator(allocator);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> TableWriters.create(file, schema, options));
        assertTrue(e.getMessage().startsWith("[" + file + "] " + message), e.getMessage());
        assertEquals(0, directory.toFile().list().length);
    }

    @Test
    void aDateThatIsNoWholeDayIsRefusedByColumn() throws IOException {
        Path file = directory.resolve("t.parquet");
        Schema schema = new Schema(List.of(SampleFields.nullable("d", new ArrowType.Date(DateUnit.MILLISECOND))));
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator)) {
            ((DateMilliVector) batch.getVector(0)).setSafe(0, 86_400_001);
            batch.setRowCount(1);
            try (TableWriter writer = TableWriters.create(file, schema, WriteOptions.parquet())) {
                IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> writer.write(batch));
                assertEquals(
                        "["
                                + file
                                + "] Cannot write a batch: column 'd': date of 86400001 ms is no whole day of"
                                + " 32 bits, as Parquet wants it",
                        e.getMessage());
            }
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void aTableWithoutRowsIsAFileWithItsSchema() throws Exception {
        Path file = directory.resolve("t.parquet");
        Schema schema = new Schema(SampleFields.nested());
        try (TableWriter writer = TableWriters.create(file, schema, WriteOptions.parquet())) {
            writer.commit();
        }
        assertEquals(List.of(List.of("0")), DuckDb.query("SELECT count(*) FROM $file", file));
    }

    @Test
    void aFaultAtAnyCallLeavesTheOldOrTheNewFile() throws Exception {
        Path target = directory.resolve("t.parquet");
        Schema schema = new Schema(SampleFields.flat());
        WriteOptions options =
                WriteOptions.parquet()
                        .withCompression(Compression.UNCOMPRESSED)
                        .withBlockRows(2_000)
                        .withAllocator(allocator);
        try (VectorSchemaRoot batch = new RandomVectors(allocator, SEED).batch(schema, 5_000)) {
            int call = 0;
            for (boolean failed = true; failed; call++) {
                Files.writeString(target, "old");
                FaultyFileCalls calls = FaultyFileCalls.failingAt(call);
                try (TableWriter writer = ParquetTableWriter.open(calls.open(target), schema, options)) {
                    writer.write(batch);
                    writer.commit();
                } catch (IOException e) {
                    assertTrue(e.getMessage().startsWith("[" + target + "] "), e.getMessage());
                }
                failed = calls.hasFailed();
                if (Files.size(target) == 3) {
                    assertTrue(failed);
                } else {
                    assertEquals(5_000, footer(target).getNum_rows());
                }
                assertEquals(1, directory.toFile().list().length);
            }
            assertTrue(call > 5, "calls: " + call);
        }
    }

    private static void write(Path file, VectorSchemaRoot batch, WriteOptions options) throws IOException {
        try (TableWriter writer = TableWriters.create(file, batch.getSchema(), options)) {
            writer.write(batch);
            writer.commit();
        }
    }

    private static void set(VectorSchemaRoot batch, int column, int row, String value) {
        ((VarCharVector) batch.getVector(column)).setSafe(row, value.getBytes(StandardCharsets.UTF_8));
    }

    private static FileMetaData footer(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        FileMetaData footer = Util.readFileMetaData(in(bytes, bytes.length - 8L - length));
        assertNotNull(footer);
        return footer;
    }

    private static ByteArrayInputStream in(byte[] bytes, long offset) {
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }

    private static void assertPageIsIntact(byte[] bytes, long offset, int rows) throws IOException {
        ByteArrayInputStream in = in(bytes, offset);
        PageHeader header = Util.readPageHeader(in);
        assertEquals(rows, header.getData_page_header_v2().getNum_rows());
        CRC32 crc = new CRC32();
        crc.update(in.readNBytes(header.getCompressed_page_size()));
        assertEquals((int) crc.getValue(), header.getCrc());
    }

    private static long longOf(ByteBuffer value) {
        return value.order(ByteOrder.LITTLE_ENDIAN).getLong(value.position());
    }
}
