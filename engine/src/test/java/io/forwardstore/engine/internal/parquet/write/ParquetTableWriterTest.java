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
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.UuidVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.extension.UuidType;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
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
import java.util.Map;
import java.util.Random;
import java.util.UUID;
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
    void integersArePackedAsDifferencesWhereThatIsSmaller() throws Exception {
        Path file = directory.resolve("t.parquet");
        Schema schema =
                new Schema(
                        List.of(
                                SampleFields.required("row", new ArrowType.Int(64, true)),
                                SampleFields.required("wrapping", new ArrowType.Int(64, true)),
                                SampleFields.required("zigzag", new ArrowType.Int(32, true)),
                                SampleFields.required("random", new ArrowType.Int(64, true))));
        int rows = 10_000;
        Random random = new Random(SEED);
        List<List<String>> expected;
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator)) {
            for (int i = 0; i < rows; i++) {
                ((BigIntVector) batch.getVector(0)).setSafe(i, i);
                ((BigIntVector) batch.getVector(1)).setSafe(i, Long.MAX_VALUE - 5_000 + i);
                ((IntVector) batch.getVector(2)).setSafe(i, i % 2 == 0 ? Integer.MIN_VALUE + i : Integer.MAX_VALUE - i);
                ((BigIntVector) batch.getVector(3)).setSafe(i, random.nextLong());
            }
            batch.setRowCount(rows);
            expected = Rows.columns(batch);
            write(file, batch, WriteOptions.parquet());
        }
        List<ColumnChunk> chunks = footer(file).getRow_groups().getFirst().getColumns();
        for (int column = 0; column < 4; column++) {
            assertEquals(
                    column < 3,
                    chunks.get(column).getMeta_data().getEncodings().contains(Encoding.DELTA_BINARY_PACKED),
                    "column " + column);
        }
        assertEquals(expected, DuckDb.query("SELECT * FROM $file", file));
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
    void uuidsAndJsonAreAnnotated() throws Exception {
        Path file = directory.resolve("t.parquet");
        Field uuid = new Field("u", FieldType.nullable(UuidType.INSTANCE), null);
        Field json =
                new Field(
                        "j",
                        new FieldType(true, new ArrowType.Utf8(), null, Map.of("ARROW:extension:name", "arrow.json")),
                        null);
        UUID value = new UUID(0x0123456789ABCDEFL, 0xFEDCBA9876543210L);
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(new Schema(List.of(uuid, json)), allocator)) {
            ((UuidVector) batch.getVector(0)).setSafe(0, value);
            ((UuidVector) batch.getVector(0)).setNull(1);
            set(batch, 1, 0, "{\"a\":1}");
            set(batch, 1, 1, "[]");
            batch.setRowCount(2);
            write(file, batch, WriteOptions.parquet());
        }
        assertEquals(
                List.of(
                        List.of("UUID", "UUID"),
                        List.of("JSON", "JSON"),
                        List.of(value.toString(), "null"),
                        List.of("{\"a\":1}", "[]")),
                DuckDb.query("SELECT typeof(u), typeof(j), u, j FROM $file", file));
    }

    @Test
    void dictionariesInListsAndStructsAreWrittenByTheirValues() throws Exception {
        Path file = directory.resolve("t.parquet");
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, new ArrowType.Int(32, true));
        Field item = new Field("item", new FieldType(true, new ArrowType.Int(32, true), encoding), null);
        Field list = new Field("l", FieldType.nullable(new ArrowType.List()), List.of(item));
        try (VarCharVector values = new VarCharVector("values", allocator);
                VectorSchemaRoot batch = VectorSchemaRoot.create(new Schema(List.of(list)), allocator)) {
            for (int i = 0; i < 3; i++) {
                values.setSafe(i, new byte[] {(byte) ('a' + i)});
            }
            values.setValueCount(3);
            UnionListWriter writer = ((ListVector) batch.getVector(0)).getWriter();
            for (int row = 0; row < 3; row++) {
                writer.startList();
                for (int i = 0; i < row; i++) {
                    writer.writeInt((row + i) % 3);
                }
                writer.endList();
            }
            writer.setValueCount(3);
            batch.setRowCount(3);
            WriteOptions options =
                    WriteOptions.parquet()
                            .withDictionaries(
                                    new DictionaryProvider.MapDictionaryProvider(new Dictionary(values, encoding)));
            write(file, batch, options);
        }
        assertEquals(List.of(List.of("[]", "[b]", "[c, a]")), DuckDb.query("SELECT l::VARCHAR FROM $file", file));
    }

    @Test
    void memoryDoesNotGrowWithTheFile() throws Exception {
        Path file = directory.resolve("t.parquet");
        Schema schema =
                new Schema(
                        List.of(
                                SampleFields.required("n", new ArrowType.Int(64, true)),
                                SampleFields.nullable("s", new ArrowType.Utf8())));
        try (BufferAllocator limited = new RootAllocator(8 << 20);
                VectorSchemaRoot batch = new RandomVectors(allocator, SEED).batch(schema, 10_000)) {
            WriteOptions options = WriteOptions.parquet().withBlockRows(20_000).withAllocator(limited);
            try (TableWriter writer = TableWriters.create(file, schema, options)) {
                for (int i = 0; i < 200; i++) {
                    writer.write(batch);
                }
                writer.commit();
            }
        }
        assertTrue(Files.size(file) > 16 << 20);
        assertEquals(List.of(List.of("2000000")), DuckDb.query("SELECT count(*) FROM $file", file));
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
