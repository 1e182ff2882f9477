package io.forwardstore.engine.internal.parquet.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.data.ArrowCpp;
import io.forwardstore.engine.data.RandomTables;
import io.forwardstore.engine.data.Rows;
import io.forwardstore.engine.data.SampleFields;

import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/// What Arrow C++ finds in Parquet files written here.
@Tag("arrow-cpp")
class ParquetByArrowCppTest {
    private final BufferAllocator allocator = new RootAllocator();

    @TempDir Path directory;

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    /// Arrow C++ 18 has no intervals, keeps dates as days and seconds as milliseconds, and cannot read fixed-size lists
    /// that are null.
    private static Schema readableTypes() {
        List<Field> fields = SampleFields.forParquet();
        fields.removeIf(field ->
                List.of("date64", "time_s", "timestamp_tz_SECOND").contains(field.getName())
                        || field.getType() instanceof ArrowType.Interval);
        fields.replaceAll(field -> field.getType() instanceof ArrowType.FixedSizeList ? required(field) : field);
        return new Schema(fields, Map.of("made by", "a test"));
    }

    private static Field required(Field field) {
        return new Field(field.getName(), FieldType.notNullable(field.getType()), field.getChildren());
    }

    @Test
    void everyTypeComesBackFromManyPagesAndRowGroups() throws Exception {
        Path file = directory.resolve("t.parquet");
        WriteOptions options = WriteOptions.parquet().withBlockRows(200).withPageRows(30);
        List<List<String>> expected = RandomTables.write(file, readableTypes(), options, allocator);
        assertEquals(expected, ArrowCpp.read(file, FileFormat.PARQUET, allocator).columns());
    }

    @Test
    void everyTypeComesBackFromAFileMadeForFetching() throws Exception {
        Path file = directory.resolve("t.parquet");
        List<List<String>> expected =
                RandomTables.write(file, readableTypes(), WriteOptions.parquetForFetching(), allocator);
        assertEquals(expected, ArrowCpp.read(file, FileFormat.PARQUET, allocator).columns());
    }

    @Test
    void secondsAndDatesKeepTheirMeaning() throws Exception {
        Path file = directory.resolve("t.parquet");
        List<Field> fields =
                SampleFields.flat().stream()
                        .filter(field -> List.of("date64", "timestamp_tz_SECOND").contains(field.getName()))
                        .toList();
        List<List<String>> expected = RandomTables.write(file, new Schema(fields), WriteOptions.parquet(), allocator);
        List<List<String>> found = ArrowCpp.read(file, FileFormat.PARQUET, allocator).columns();
        for (int row = 0; row < expected.getFirst().size(); row++) {
            String day = expected.get(0).get(row).replace("T00:00", "");
            String foundDay = found.get(0).get(row);
            assertEquals(
                    day,
                    foundDay.equals("null")
                            ? foundDay
                            : java.time.LocalDate.ofEpochDay(Long.parseLong(foundDay)).toString());
            String seconds = expected.get(1).get(row);
            assertEquals(seconds.equals("null") ? seconds : seconds + "000", found.get(1).get(row));
        }
    }

    @Test
    void rowsAreFilteredByTheirNumber() throws Exception {
        Path file = directory.resolve("t.parquet");
        LongPredicate keep = row -> row % 7 < 3 || row > 300;
        WriteOptions options = WriteOptions.parquet().withPageRows(50).withRowFilter(keep);
        List<List<String>> all = RandomTables.write(file, readableTypes(), options, allocator);
        long[] kept = LongStream.range(0, all.getFirst().size()).filter(keep).toArray();
        assertEquals(Rows.pick(all, kept), ArrowCpp.read(file, FileFormat.PARQUET, allocator).columns());
    }

    @Test
    void dictionaryEncodedColumnsAreWrittenByTheirValues() throws Exception {
        Path file = directory.resolve("t.parquet");
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, new ArrowType.Int(8, false));
        Field field = new Field("d", new FieldType(true, new ArrowType.Int(8, false), encoding), null);
        Schema schema = new Schema(List.of(field));
        List<String> expected = new ArrayList<>();
        try (VarCharVector values = new VarCharVector("values", allocator);
                VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator)) {
            for (int i = 0; i < 200; i++) {
                values.setSafe(i, ("value " + i).getBytes(StandardCharsets.UTF_8));
            }
            values.setNull(200);
            values.setValueCount(201);
            org.apache.arrow.vector.UInt1Vector indices = (org.apache.arrow.vector.UInt1Vector) batch.getVector(0);
            for (int i = 0; i < 1_000; i++) {
                int index = i * 7 % 201;
                if (i % 9 == 0) {
                    indices.setNull(i);
                } else {
                    indices.setSafe(i, index);
                }
                expected.add(i % 9 == 0 || index == 200 ? "null" : "value " + index);
            }
            batch.setRowCount(1_000);
            DictionaryProvider provider =
                    new DictionaryProvider.MapDictionaryProvider(new Dictionary(values, encoding));
            WriteOptions options = WriteOptions.parquet().withDictionaries(provider);
            try (TableWriter writer = TableWriters.create(file, schema, options)) {
                writer.write(batch);
                writer.commit();
            }
        }
        assertEquals(List.of(expected), ArrowCpp.read(file, FileFormat.PARQUET, allocator).columns());
    }
}
