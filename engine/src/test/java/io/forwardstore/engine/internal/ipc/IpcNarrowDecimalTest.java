package io.forwardstore.engine.internal.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.CopyingFileSource;
import io.forwardstore.engine.FileSource;
import io.forwardstore.engine.ResidentFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;
import io.forwardstore.engine.data.RandomVectors;
import io.forwardstore.engine.data.Rows;
import io.forwardstore.engine.data.SampleFields;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Decimals of 32 and 64 bits, which Arrow's Java vectors do not have, come as decimals of 128 bits. They are laid out
/// as integers are, and so are written here.
class IpcNarrowDecimalTest {
    private static final int SCALE = 2;
    private static final Map<String, String> METADATA = Map.of("unit", "EUR");

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void nothingLeaks() {
        allocator.close();
    }

    private static ArrowType decimal(int bits) {
        return new ArrowType.Decimal(9, SCALE, bits);
    }

    private static Field named(String name, ArrowType type, Field... children) {
        return new Field(name, new FieldType(true, type, null, METADATA), List.of(children));
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void columnsComeAsWideDecimals(int bits) throws IOException {
        Field integers = SampleFields.nullable("d", new ArrowType.Int(bits, true));
        IpcMessages messages = new IpcMessages(new Schema(List.of(named("d", decimal(bits)))));
        List<String> expected = new ArrayList<>();
        RandomVectors random = new RandomVectors(allocator, 1);
        for (int rows : new int[] {10, 0, 25}) {
            try (VectorSchemaRoot batch = random.batch(new Schema(List.of(integers)), rows)) {
                messages.batch(batch);
                expected.addAll(decimals((BaseIntVector) batch.getVector(0)));
            }
        }
        check(messages.toFile(), named("d", decimal(128)), expected);
        check(messages.toStream(), named("d", decimal(128)), expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void childrenComeAsWideDecimals(int bits) throws IOException {
        Field integers =
                SampleFields.nullable(
                        "l", new ArrowType.FixedSizeList(2), SampleFields.nullable("d", new ArrowType.Int(bits, true)));
        Field lists = named("l", new ArrowType.FixedSizeList(2), named("d", decimal(bits)));
        IpcMessages messages = new IpcMessages(new Schema(List.of(lists)));
        List<String> expected = new ArrayList<>();
        try (VectorSchemaRoot batch = new RandomVectors(allocator, 2).batch(new Schema(List.of(integers)), 40)) {
            messages.batch(batch);
            FieldVector list = batch.getVector(0);
            List<String> values = decimals((BaseIntVector) list.getChildrenFromFields().getFirst());
            for (int row = 0; row < 40; row++) {
                expected.add(list.isNull(row) ? "null" : values.subList(2 * row, 2 * row + 2).toString());
            }
        }
        check(messages.toFile(), named("l", new ArrowType.FixedSizeList(2), named("d", decimal(128))), expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void dictionariesComeAsWideDecimals(int bits) throws IOException {
        DictionaryEncoding encoding = new DictionaryEncoding(5, true, new ArrowType.Int(32, true));
        Field encoded = new Field("d", new FieldType(true, decimal(bits), encoding, METADATA), List.of());
        Schema integers = new Schema(List.of(SampleFields.required("d", new ArrowType.Int(bits, true))));
        IpcMessages messages = new IpcMessages(new Schema(List.of(encoded)));
        List<String> dictionary = new ArrayList<>();
        for (boolean isDelta : new boolean[] {false, true}) {
            try (VectorSchemaRoot values = new RandomVectors(allocator, 3).batch(integers, 5)) {
                messages.dictionary(5, values.getVector(0), isDelta);
                dictionary.addAll(decimals((BaseIntVector) values.getVector(0)));
            }
        }
        List<String> expected = new ArrayList<>();
        try (IntVector indices = new IntVector("d", allocator)) {
            for (int row = 0; row < 30; row++) {
                indices.setSafe(row, row * 7 % dictionary.size());
                expected.add(dictionary.get(row * 7 % dictionary.size()));
            }
            indices.setValueCount(30);
            messages.batch(VectorSchemaRoot.of(indices));
        }
        check(messages.toFile(), named("d", decimal(128)), expected);
    }

    private static List<String> decimals(BaseIntVector integers) {
        List<String> decimals = new ArrayList<>();
        for (int i = 0; i < integers.getValueCount(); i++) {
            decimals.add(
                    integers.isNull(i) ? "null" : BigDecimal.valueOf(integers.getValueAsLong(i), SCALE).toString());
        }
        return decimals;
    }

    private void check(byte[] content, Field field, List<String> expected) throws IOException {
        FileSource bytes = new ResidentFileSource("resident", content);
        FileSource copied = new CopyingFileSource(new ResidentFileSource("copied", content));
        for (FileSource source : List.of(bytes, copied)) {
            try (TableStore store =
                    new TableStore(TableFiles.open(source, StorageOptions.defaults().with(allocator)), allocator)) {
                List<String> names = List.of(field.getName());
                assertEquals(List.of(field), store.physicalSchema().getFields());
                assertEquals(List.of(expected), Rows.scanned(store, ScanOptions.of(names)));
                assertEquals(List.of(expected), Rows.scanned(store, ScanOptions.of(names).batchSize(7)));
                long[] rows = {3, 29, 3, 0, 17};
                assertEquals(Rows.pick(List.of(expected), rows), Rows.fetched(store, names, rows));
            }
        }
    }
}
