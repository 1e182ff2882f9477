package io.forwardstore.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forwardstore.DictionaryMode;
import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.testkit.ConformanceTest.Runs;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Format;
import io.forwardstore.testkit.data.Nulls;
import io.forwardstore.testkit.data.ReferenceTable;
import io.forwardstore.testkit.data.TypeCase;
import io.forwardstore.testkit.data.VectorValues;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The rules of group SCHEMA.
interface SchemaRules extends StorageUnderTest {
    @ConformanceTest
    @DisplayName("SCHEMA-1 the schema has the table's columns, types, nullability and field metadata")
    default void theSchemaIsTheTables(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        assertEquals(dataset.schema().getFields(), fixture.open(dataset).physicalSchema().getFields());
    }

    @ConformanceTest
    @DisplayName("SCHEMA-2 the schema has the table's own metadata")
    default void theSchemaHasTheTablesMetadata(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        metadata(dataset.schema(), fixture.open(dataset).physicalSchema());
    }

    /// A file may add to the metadata that was written, as Parquet writers do.
    private static void metadata(Schema expected, Schema actual) {
        Map<String, String> metadata = actual.getCustomMetadata();
        expected.getCustomMetadata().forEach((key, value) -> assertEquals(value, metadata.get(key), "metadata " + key));
    }

    @ConformanceTest
    @DisplayName("SCHEMA-3 an answer's schema is the projected one")
    default void anAnswersSchemaIsTheProjectedOne(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        for (List<String> columns :
                List.of(dataset.columnNames(), List.of("tags", "name", "id"), List.of("point", "price"))) {
            Schema expected = new ReferenceTable(dataset).schema(columns);
            for (long[] rows : List.of(new long[] {3, 50}, new long[] {7}, new long[0])) {
                try (VectorSchemaRoot answer = store.fetch(columns, rows)) {
                    assertEquals(expected.getFields(), answer.getSchema().getFields(), "fetch");
                    metadata(expected, answer.getSchema());
                }
            }
            try (ArrowReader reader = store.scan(columns)) {
                Schema scanned = reader.getVectorSchemaRoot().getSchema();
                assertEquals(expected.getFields(), scanned.getFields(), "scan");
                metadata(expected, scanned);
            }
        }
    }

    @ConformanceTest
    @DisplayName("SCHEMA-4 every type is answered as it is, with any nulls, by every operation")
    default void everyTypeIsAnsweredAsItIs(Fixture fixture) throws IOException {
        TypeCoverage.run(fixture);
    }

    @ConformanceTest
    @DisplayName("SCHEMA-5 every type keeps its schema, extension types too")
    default void everyTypeKeepsItsSchema(Fixture fixture) throws IOException {
        for (Nulls nulls : List.of(Nulls.REQUIRED, Nulls.SOME)) {
            List<TypeCase> types = TypeCoverage.served(fixture).stream().filter(type -> type.allows(nulls)).toList();
            Dataset dataset = Datasets.ofTypes(types, nulls, List.of(37, 5, 20));
            ForwardStore store = fixture.open(dataset);
            List<Field> expected = dataset.schema().getFields();
            assertEquals(expected, store.physicalSchema().getFields());
            try (VectorSchemaRoot answer = store.fetch(dataset.columnNames(), new long[] {1, 40})) {
                assertEquals(expected, answer.getSchema().getFields());
            }
        }
    }

    @ConformanceTest
    @DisplayName("SCHEMA-6 a.b is the child b of the struct a, null where a is")
    default void aDottedNameIsAStructsChild(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        List<String> columns = List.of("point.y", "id", "point.x");
        Schema expected = new ReferenceTable(dataset).schema(columns);
        Checks.fetch(store, dataset, columns, 0, 1, 2, 3, 4, 5, 6, 7, 50, 99);
        Checks.scan(store, dataset, ScanOptions.of(columns));
        Checks.scan(store, dataset, ScanOptions.of(columns).rows(3, 90).batchSize(7));
        try (VectorSchemaRoot answer = store.fetch(columns, 7)) {
            assertEquals(expected.getFields(), answer.getSchema().getFields());
        }
    }

    @ConformanceTest
    @DisplayName("SCHEMA-7 a column whose own name has a dot comes before a struct's child")
    default void aColumnsOwnNameComesFirst(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        Checks.fetch(store, dataset, List.of("point.z"), 0, 1, 2, 3, 4, 5, 6, 7, 50, 99);
        Checks.scan(store, dataset, ScanOptions.of("point.z", "point.x"));
    }

    @ConformanceTest
    @DisplayName("SCHEMA-8 the pseudo column is not in the schema")
    default void thePseudoColumnIsNotInTheSchema(Fixture fixture) throws IOException {
        Schema schema = fixture.open(Datasets.catalog()).physicalSchema();
        assertTrue(schema.getFields().stream().noneMatch(field -> field.getName().equals(ForwardStore.ROW_ID_COLUMN)));
    }

    @ConformanceTest
    @DisplayName("SCHEMA-9 blocks are runs of rows without gaps")
    default void blocksAreRunsOfRowsWithoutGaps(Fixture fixture) throws IOException {
        Dataset dataset = Datasets.catalog();
        ForwardStore store = fixture.open(dataset);
        int blocks = store.blockCount();
        assertEquals(0, store.blockFirstRow(0));
        assertEquals(store.rowCount(), store.blockFirstRow(blocks));
        for (int block = 0; block < blocks; block++) {
            long first = store.blockFirstRow(block);
            long end = store.blockFirstRow(block + 1);
            assertTrue(first < end, "block " + block + " has rows");
            assertEquals(block, store.blockOf(first));
            assertEquals(block, store.blockOf(end - 1));
        }
        if (fixture.format() != Format.OWN) {
            assertEquals(dataset.blocks().size(), blocks, "blocks of the file");
        }
    }

    @ConformanceTest
    @DisplayName("SCHEMA-10 a block or a block's row that does not exist is refused")
    default void aMissingBlockIsRefused(Fixture fixture) throws IOException {
        ForwardStore store = fixture.open(Datasets.catalog());
        int blocks = store.blockCount();
        Class<IndexOutOfBoundsException> type = IndexOutOfBoundsException.class;
        Checks.refused(type, () -> store.blockOf(-1), -1);
        Checks.refused(type, () -> store.blockOf(store.rowCount()), store.rowCount());
        Checks.refused(type, () -> store.blockOf(1L << 32), 1L << 32);
        Checks.refused(type, () -> store.blockFirstRow(-1), -1);
        Checks.refused(type, () -> store.blockFirstRow(blocks + 1), blocks + 1);
    }

    @ConformanceTest(Runs.EACH_FILE_FORMAT)
    @DisplayName("SCHEMA-11 encoded dictionaries show indices, and the reader looks them up")
    default void encodedDictionariesShowIndices(Fixture fixture) throws IOException {
        assumeTrue(
                fixture.format() == Format.ARROW_IPC
                        && fixture.provider().options().contains(StorageOptions.DICTIONARIES),
                "the backend does not offer encoded dictionaries");
        List<TypeCase> types =
                TypeCoverage.served(fixture).stream()
                        .filter(type -> type.encoding() == TypeCase.Encoding.DICTIONARY)
                        .toList();
        Dataset dataset = Datasets.ofTypes(types, Nulls.SOME, List.of(37, 5, 20));
        StorageOptions options = fixture.options().with(StorageOptions.DICTIONARIES, DictionaryMode.ENCODED);
        try (ForwardStore store = fixture.provider().open(fixture.table(dataset), options)) {
            for (int column = 0; column < types.size(); column++) {
                Field field = store.physicalSchema().getFields().get(column);
                assertNotNull(field.getDictionary(), "the field names its dictionary");
                assertEquals(field.getDictionary().getIndexType(), field.getType());
                assertEquals(expected(dataset, column), lookedUp(store, field.getName()));
            }
        }
    }

    private static List<@Nullable Object> expected(Dataset dataset, int column) {
        List<@Nullable Object> values = new ArrayList<>();
        for (long row = 0; row < dataset.rowCount(); row++) {
            values.add(dataset.value(column, row));
        }
        return values;
    }

    private static List<@Nullable Object> lookedUp(ForwardStore store, String column) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        try (ArrowReader reader = store.scan(List.of(column))) {
            while (reader.loadNextBatch()) {
                FieldVector indices = reader.getVectorSchemaRoot().getVector(0);
                DictionaryEncoding encoding = indices.getField().getDictionary();
                assertNotNull(encoding, "the scanned field names its dictionary");
                Dictionary dictionary = reader.lookup(encoding.getId());
                for (Object index : VectorValues.all(indices)) {
                    values.add(
                            index == null
                                    ? null
                                    : VectorValues.value(dictionary.getVector(), Math.toIntExact((Long) index)));
                }
            }
        }
        return values;
    }
}
