package io.forwardstore.engine.internal.ipc.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.Compression;
import io.forwardstore.engine.TableWriter;
import io.forwardstore.engine.TableWriters;
import io.forwardstore.engine.WriteOptions;
import io.forwardstore.engine.data.ArrowFiles;
import io.forwardstore.engine.data.RandomTables;
import io.forwardstore.engine.data.RandomVectors;
import io.forwardstore.engine.data.Rows;
import io.forwardstore.engine.data.SampleFields;
import io.forwardstore.engine.internal.io.FaultyFileCalls;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/// What arrow-vector's own reader finds in files written here. It needs the flag that Arrow C++ needs.
@Tag("arrow-cpp")
class ArrowTableWriterTest {
    private static final long SEED = 20261122;
    private static final int ALIGNMENT_BYTES = 64;

    private final BufferAllocator allocator = new RootAllocator();

    @TempDir Path directory;

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    private static Schema everyType() {
        return new Schema(SampleFields.all(), Map.of("made by", "a test"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"UNCOMPRESSED", "LZ4", "ZSTD"})
    void everyTypeComesBackFromBlocksCutAnew(Compression compression) throws IOException {
        Path file = directory.resolve("table.arrow");
        Schema schema = everyType();
        WriteOptions options =
                WriteOptions.arrow().withBlockRows(100).withCompression(compression).withAllocator(allocator);
        List<List<String>> expected = RandomTables.write(file, schema, options, allocator);
        assertEquals(expected, ArrowFiles.rows(file, allocator));
        assertEquals(List.of(100, 100, 100, 100, 91), batchRows(file));
        ArrowFiles.read(
                file,
                allocator,
                reader -> {
                    try {
                        assertEquals(schema, reader.getVectorSchemaRoot().getSchema());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @Test
    void rowsAreFilteredByTheirNumber() throws IOException {
        Path file = directory.resolve("table.arrow");
        LongPredicate keep = row -> row % 7 < 3 || row > 300;
        WriteOptions options = WriteOptions.arrow().withBlockRows(64).withRowFilter(keep);
        List<List<String>> all = RandomTables.write(file, everyType(), options, allocator);
        long[] kept = LongStream.range(0, all.getFirst().size()).filter(keep).toArray();
        assertEquals(Rows.pick(all, kept), ArrowFiles.rows(file, allocator));
    }

    @Test
    void bodiesAreAlignedTo64Bytes() throws IOException {
        Path file = directory.resolve("table.arrow");
        RandomTables.write(file, everyType(), WriteOptions.arrow().withAllocator(allocator), allocator);
        ArrowFiles.read(
                file,
                allocator,
                reader -> {
                    try {
                        List<ArrowBlock> blocks = new ArrayList<>(reader.getDictionaryBlocks());
                        blocks.addAll(reader.getRecordBlocks());
                        for (ArrowBlock block : blocks) {
                            assertEquals(0, (block.getOffset() + block.getMetadataLength()) % ALIGNMENT_BYTES);
                            assertEquals(0, block.getBodyLength() % ALIGNMENT_BYTES);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @Test
    void aTableWithoutRowsIsAFileWithItsSchema() throws IOException {
        Path file = directory.resolve("table.arrow");
        Schema schema = everyType();
        try (TableWriter writer = TableWriters.create(file, schema, WriteOptions.arrow())) {
            writer.commit();
        }
        assertEquals(List.of(), ArrowFiles.rows(file, allocator));
    }

    @Test
    void runEndsOf16BitsCutBlocksThatTheyCannotCount() throws IOException {
        Path file = directory.resolve("table.arrow");
        Schema schema = new Schema(List.of(SampleFields.runEndEncoded().getFirst()));
        List<List<String>> expected = new ArrayList<>();
        try (TableWriter writer = TableWriters.create(file, schema, WriteOptions.arrow())) {
            for (int i = 0; i < 3; i++) {
                try (VectorSchemaRoot batch = new RandomVectors(allocator, SEED + i).batch(schema, 20_000)) {
                    Rows.append(expected, batch);
                    writer.write(batch);
                }
            }
            writer.commit();
        }
        assertEquals(expected, ArrowFiles.rows(file, allocator));
        assertTrue(batchRows(file).stream().allMatch(rows -> rows <= Short.MAX_VALUE));
    }

    @Test
    void dictionariesMayGrowAndChangeBetweenBatches() throws IOException {
        Path file = directory.resolve("table.arrow");
        String[][] dictionaries = {{"a", "b"}, {"a", "b", "c"}, {"x", "y", "z"}, {"x", "y", "z"}, {"x"}};
        DictionaryProvider.MapDictionaryProvider provider = new DictionaryProvider.MapDictionaryProvider();
        DictionaryEncoding encoding = new DictionaryEncoding(5, true, new ArrowType.Int(8, true));
        Field field = new Field("d", new FieldType(true, new ArrowType.Int(8, true), encoding), null);
        Schema schema = new Schema(List.of(field));
        List<String> expected = new ArrayList<>();
        WriteOptions options = WriteOptions.arrow().withDictionaries(provider).withBlockRows(4);
        provider.put(dictionary(encoding, dictionaries[0]));
        try (TableWriter writer = TableWriters.create(file, schema, options)) {
            for (String[] values : dictionaries) {
                provider.lookup(5).getVector().close();
                provider.put(dictionary(encoding, values));
                try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator)) {
                    org.apache.arrow.vector.TinyIntVector indices =
                            (org.apache.arrow.vector.TinyIntVector) batch.getVector(0);
                    for (int i = 0; i < values.length; i++) {
                        indices.setSafe(i, values.length - 1 - i);
                        expected.add(values[values.length - 1 - i]);
                    }
                    indices.setNull(values.length);
                    expected.add("null");
                    batch.setRowCount(values.length + 1);
                    writer.write(batch);
                }
            }
            writer.commit();
        }
        provider.lookup(5).getVector().close();
        List<String> found = new ArrayList<>();
        ArrowFiles.read(
                file,
                allocator,
                reader -> {
                    try {
                        assertEquals(1, reader.getDictionaryBlocks().size());
                        while (reader.loadNextBatch()) {
                            FieldVector indices = reader.getVectorSchemaRoot().getVector(0);
                            try (FieldVector decoded =
                                    (FieldVector) DictionaryEncoder.decode(indices, reader.lookup(5), allocator)) {
                                found.addAll(Rows.values(decoded));
                            }
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        assertEquals(expected, found);
    }

    @Test
    void dictionariesMayStandInDictionaries() throws IOException {
        Path file = directory.resolve("table.arrow");
        DictionaryEncoding inner = new DictionaryEncoding(1, false, new ArrowType.Int(16, true));
        DictionaryEncoding outer = new DictionaryEncoding(2, false, new ArrowType.Int(32, true));
        Field name = new Field("name", new FieldType(true, new ArrowType.Int(16, true), inner), null);
        Field values = new Field("values", FieldType.nullable(new ArrowType.Struct()), List.of(name));
        Schema schema =
                new Schema(List.of(new Field("d", new FieldType(true, new ArrowType.Int(32, true), outer), null)));
        try (StructVector structs = (StructVector) values.createVector(allocator);
                VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator)) {
            DictionaryProvider.MapDictionaryProvider provider = new DictionaryProvider.MapDictionaryProvider();
            Dictionary names = dictionary(inner, "p", "q", "r");
            provider.put(names);
            provider.put(new Dictionary(structs, outer));
            org.apache.arrow.vector.SmallIntVector child =
                    (org.apache.arrow.vector.SmallIntVector) structs.getChildrenFromFields().get(0);
            for (int i = 0; i < 3; i++) {
                structs.setIndexDefined(i);
                child.setSafe(i, 2 - i);
            }
            structs.setValueCount(3);
            IntVector indices = (IntVector) batch.getVector(0);
            for (int i = 0; i < 10; i++) {
                indices.setSafe(i, i % 3);
            }
            batch.setRowCount(10);
            try (TableWriter writer =
                    TableWriters.create(file, schema, WriteOptions.arrow().withDictionaries(provider))) {
                writer.write(batch);
                writer.write(batch);
                writer.commit();
            }
            names.getVector().close();
        }
        ArrowFiles.read(
                file,
                allocator,
                reader -> {
                    try {
                        assertTrue(reader.loadNextBatch());
                        assertEquals(20, reader.getVectorSchemaRoot().getRowCount());
                        assertEquals(List.of("p", "q", "r"), Rows.values(reader.lookup(1).getVector()));
                        assertEquals(3, reader.lookup(2).getVector().getValueCount());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @Test
    void aReaderIsWrittenWithItsDictionaries() throws IOException {
        Path file = directory.resolve("table.arrow");
        Path copy = directory.resolve("copy.arrow");
        List<List<String>> expected =
                RandomTables.write(file, everyType(), WriteOptions.arrow().withBlockRows(33), allocator);
        ArrowFiles.read(
                file,
                allocator,
                reader -> {
                    try {
                        TableWriters.write(copy, reader, WriteOptions.arrow().withCompression(Compression.ZSTD));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        assertEquals(expected, ArrowFiles.rows(copy, allocator));
    }

    @Test
    void aBatchOfAnotherSchemaIsRefusedByNameAndTheWriterGoesOn() throws IOException {
        Path file = directory.resolve("table.arrow");
        Schema schema = new Schema(List.of(SampleFields.nullable("a", new ArrowType.Int(32, true))));
        Schema other = new Schema(List.of(SampleFields.nullable("a", new ArrowType.Int(64, true))));
        try (VectorSchemaRoot right = new RandomVectors(allocator, SEED).batch(schema, 3);
                VectorSchemaRoot wrong = new RandomVectors(allocator, SEED).batch(other, 3);
                TableWriter writer = TableWriters.create(file, schema, WriteOptions.arrow())) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> writer.write(wrong));
            assertTrue(
                    e.getMessage().startsWith("[" + file + "] Cannot write a batch: its schema is "), e.getMessage());
            writer.write(right);
            writer.commit();
        }
        assertEquals(3, ArrowFiles.rows(file, allocator).getFirst().size());
    }

    @Test
    void offsetsThatLeadOutOfTheirVectorAreRefusedAndNothingIsCommitted() throws IOException {
        Path file = directory.resolve("table.arrow");
        Schema schema = new Schema(List.of(SampleFields.nullable("a", new ArrowType.Utf8())));
        try (VectorSchemaRoot batch = new RandomVectors(allocator, SEED).batch(schema, 3);
                TableWriter writer = TableWriters.create(file, schema, WriteOptions.arrow())) {
            ((VarCharVector) batch.getVector(0)).getOffsetBuffer().setInt(8, -5);
            assertThrows(IllegalArgumentException.class, () -> writer.write(batch));
            IllegalStateException e = assertThrows(IllegalStateException.class, writer::commit);
            assertTrue(e.getMessage().startsWith("[" + file + "] Cannot commit"), e.getMessage());
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void aMissingDictionaryIsNamed() {
        Path file = directory.resolve("table.arrow");
        DictionaryEncoding encoding = new DictionaryEncoding(77, false, null);
        Schema schema =
                new Schema(List.of(new Field("d", new FieldType(true, new ArrowType.Int(32, true), encoding), null)));
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class, () -> TableWriters.create(file, schema, WriteOptions.arrow()));
        assertEquals("[" + file + "] Cannot write column 'd': there is no dictionary with id 77", e.getMessage());
        assertEquals(0, directory.toFile().list().length, "no temporary file stays");
    }

    @Test
    void aFaultAtAnyCallLeavesTheOldOrTheNewFile() throws IOException {
        Path target = directory.resolve("table.arrow");
        Schema schema = new Schema(SampleFields.flat());
        WriteOptions options = WriteOptions.arrow().withBlockRows(2_000).withAllocator(allocator);
        try (VectorSchemaRoot batch = new RandomVectors(allocator, SEED).batch(schema, 5_000)) {
            int call = 0;
            for (boolean failed = true; failed; call++) {
                Files.writeString(target, "old");
                FaultyFileCalls calls = FaultyFileCalls.failingAt(call);
                try (TableWriter writer = ArrowTableWriter.open(calls.open(target), schema, options)) {
                    writer.write(batch);
                    writer.commit();
                } catch (IOException e) {
                    assertTrue(e.getMessage().startsWith("[" + target + "] "), e.getMessage());
                }
                failed = calls.hasFailed();
                if (Files.size(target) == 3) {
                    assertTrue(failed);
                } else {
                    assertEquals(5_000, ArrowFiles.rows(target, allocator).getFirst().size());
                }
                assertEquals(1, directory.toFile().list().length);
            }
            assertTrue(call > 5, "calls: " + call);
        }
    }

    private List<Integer> batchRows(Path file) throws IOException {
        List<Integer> rows = new ArrayList<>();
        ArrowFiles.read(
                file,
                allocator,
                reader -> {
                    try {
                        while (reader.loadNextBatch()) {
                            rows.add(reader.getVectorSchemaRoot().getRowCount());
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return rows;
    }

    private Dictionary dictionary(DictionaryEncoding encoding, String... values) {
        VarCharVector vector = new VarCharVector("values", allocator);
        for (int i = 0; i < values.length; i++) {
            vector.setSafe(i, values[i].getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        vector.setValueCount(values.length);
        return new Dictionary(vector, encoding);
    }
}
