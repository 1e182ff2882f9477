package io.forwardstore.engine.internal.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.Corpora;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.data.Rows;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.JsonFileReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.JsonStringHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Every file of the Arrow project's integration corpus against what its JSON twin says, read by arrow-vector.
class IpcIntegrationTest {
    /// Arrow's Java vectors, the oracle's too, cannot hold structs whose children share a name.
    private static final String AMBIGUOUS = "generated_duplicate_fieldnames.arrow_file";

    private static final String SEED_NAME = "seed";
    private static final long SEED = Long.getLong("forwardstore.test." + SEED_NAME, 20261122L);

    @Test
    void structsWithAmbiguousChildrenAreRefusedByName() throws IOException {
        Path file = Corpora.files("arrow-testing/integration", AMBIGUOUS).getFirst();
        try (BufferAllocator allocator = new RootAllocator();
                ForwardStore store =
                        new TableStore(
                                TableFiles.open(ResidentFileSource.open(file), StorageOptions.defaults()), allocator)) {
            List<String> names = store.physicalSchema().getFields().stream().map(Field::getName).toList();
            String message = assertThrows(IllegalArgumentException.class, () -> store.scan(names)).getMessage();
            assertTrue(message.startsWith("[" + file + "] "), message);
            assertTrue(message.contains("mbiguous") || message.contains("more than one child named"), message);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyFileReadsAsItsJsonSays() throws IOException {
        return Corpora.files("arrow-testing/integration", ".arrow_file").stream()
                .filter(file -> !file.endsWith(AMBIGUOUS))
                .flatMap(file ->
                        Stream.of("resident", "positional")
                                .map(kind ->
                                        DynamicTest.dynamicTest(
                                                file.getParent().getFileName() + "/" + file.getFileName() + " " + kind,
                                                () -> check(file, kind))));
    }

    private static void check(Path file, String kind) throws Exception {
        try (BufferAllocator allocator = new RootAllocator()) {
            List<List<String>> expected = golden(file, allocator);
            StorageOptions options = StorageOptions.defaults().with(allocator);
            FileSource source =
                    kind.equals("resident") ? ResidentFileSource.open(file) : PositionalFileSource.open(file);
            try (ForwardStore store = new TableStore(TableFiles.open(source, options), allocator)) {
                int rowCount = expected.isEmpty() ? 0 : expected.getFirst().size();
                assertEquals(rowCount, store.rowCount());
                assertEquals(expected.size(), store.physicalSchema().getFields().size());
                checkColumns(store, expected);
            }
        }
    }

    private static void checkColumns(ForwardStore store, List<List<String>> expected) throws IOException {
        List<Field> fields = store.physicalSchema().getFields();
        List<String> unique = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).getName();
            if (fields.stream().filter(field -> field.getName().equals(name)).count() == 1) {
                unique.add(name);
                numbers.add(i);
            }
        }
        if (unique.isEmpty()) {
            return;
        }
        int rowCount = (int) store.rowCount();
        Random random = new Random(SEED);
        long[] some = random.longs(rowCount == 0 ? 0 : rowCount * 2L, 0, Math.max(1, rowCount)).toArray();
        List<List<String>> golden = numbers.stream().map(expected::get).toList();
        assertEquals(Rows.pick(golden, some), Rows.fetched(store, unique, some), "fetched at random");
        for (int row = 0; row < rowCount; row++) {
            assertEquals(Rows.pick(golden, row), Rows.fetched(store, unique, row), "row " + row);
        }
        for (ScanOptions options :
                List.of(
                        ScanOptions.of(unique),
                        ScanOptions.of(unique).batchSize(3),
                        ScanOptions.of(unique).batchSize(7).rows(rowCount / 3, rowCount).parallelism(2))) {
            assertEquals(
                    Rows.range(golden, (int) options.firstRow(), rowCount),
                    Rows.scanned(store, options),
                    options.toString());
        }
    }

    private static List<List<String>> golden(Path file, BufferAllocator allocator) throws Exception {
        Path json = Files.createTempFile("golden", ".json");
        String twin = file.toString().replace(".arrow_file", ".json.gz");
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(Path.of(twin)))) {
            ObjectMapper mapper = new ObjectMapper();
            JsonNode tree = mapper.readTree(in);
            dropUnionValidity(tree);
            mapper.writeValue(json.toFile(), tree);
        }
        List<List<String>> columns = new ArrayList<>();
        try (JsonFileReader reader = new JsonFileReader(json.toFile(), allocator)) {
            reader.start().getFields().forEach(field -> columns.add(new ArrayList<>()));
            for (VectorSchemaRoot batch = reader.read(); batch != null; batch = reader.read()) {
                try (VectorSchemaRoot root = batch) {
                    for (int c = 0; c < columns.size(); c++) {
                        addDecoded(root.getVector(c), reader, columns.get(c));
                    }
                }
            }
            closeDictionaries(reader);
        } finally {
            Files.delete(json);
        }
        return columns;
    }

    /// Before metadata version 5 unions had validity buffers, which arrow-vector's JSON reader no longer knows.
    private static void dropUnionValidity(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("TYPE_ID")) {
            object.remove("VALIDITY");
        }
        node.forEach(IpcIntegrationTest::dropUnionValidity);
    }

    private static void closeDictionaries(JsonFileReader reader) {
        Set<FieldVector> seen = new HashSet<>();
        for (long id : reader.getDictionaryIds()) {
            FieldVector vector = reader.lookup(id).getVector();
            if (seen.add(vector)) {
                vector.close();
            }
        }
    }

    private static void addDecoded(FieldVector vector, DictionaryProvider dictionaries, List<String> target) {
        for (int i = 0; i < vector.getValueCount(); i++) {
            target.add(Rows.text(decoded(vector, i, dictionaries)));
        }
    }

    /// A value with the dictionary-encoded parts of lists and structs looked up.
    private static @Nullable Object decoded(FieldVector vector, int index, DictionaryProvider dictionaries) {
        Field field = vector.getField();
        if (vector.isNull(index)) {
            return null;
        }
        if (field.getDictionary() != null) {
            Dictionary dictionary = Objects.requireNonNull(dictionaries.lookup(field.getDictionary().getId()));
            int value = (int) ((BaseIntVector) vector).getValueAsLong(index);
            return decoded(dictionary.getVector(), value, dictionaries);
        }
        if (!hasDictionary(field)) {
            return vector.getObject(index);
        }
        return switch (vector) {
            case ListVector list ->
                    IntStream.range(list.getElementStartIndex(index), list.getElementEndIndex(index))
                            .mapToObj(i -> decoded(list.getDataVector(), i, dictionaries))
                            .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
            case StructVector struct -> {
                JsonStringHashMap<String, @Nullable Object> map = new JsonStringHashMap<>();
                for (FieldVector child : struct.getChildrenFromFields()) {
                    Object value = decoded(child, index, dictionaries);
                    if (value != null) {
                        map.put(child.getName(), value);
                    }
                }
                yield map;
            }
            default -> throw new IllegalStateException("No oracle for a dictionary within " + field);
        };
    }

    private static boolean hasDictionary(Field field) {
        return field.getDictionary() != null
                || field.getChildren().stream().anyMatch(IpcIntegrationTest::hasDictionary);
    }
}
