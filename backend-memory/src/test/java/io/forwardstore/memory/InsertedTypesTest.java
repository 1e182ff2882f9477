package io.forwardstore.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.forwardstore.StorageOptions;
import io.forwardstore.WritableForwardStore;
import io.forwardstore.testkit.data.Bytes;
import io.forwardstore.testkit.data.Dataset;
import io.forwardstore.testkit.data.Datasets;
import io.forwardstore.testkit.data.Nulls;
import io.forwardstore.testkit.data.Tagged;
import io.forwardstore.testkit.data.TypeCase;
import io.forwardstore.testkit.data.VectorValues;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// A row of Java values of every type that the kit knows comes back as it went in.
final class InsertedTypesTest {
    private static final int ROWS = 9;

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(Nulls.class)
    void rowsOfEveryTypeAreTheRowsThatWereInserted(Nulls nulls) throws IOException {
        List<TypeCase> types =
                TypeCase.all().stream().filter(type -> type.allows(nulls)).filter(InsertedTypesTest::isExact).toList();
        Dataset dataset = Datasets.ofTypes(types, nulls, List.of(ROWS));
        List<Field> fields = dataset.schema().getFields();
        try (BufferAllocator allocator = new RootAllocator();
                WritableForwardStore store =
                        new MemoryStorageProvider()
                                .create(
                                        directory.resolve("t.arrow"),
                                        dataset.schema(),
                                        StorageOptions.defaults().with(allocator))) {
            for (int row = 0; row < ROWS; row++) {
                Map<String, @Nullable Object> values = new HashMap<>();
                for (int column = 0; column < fields.size(); column++) {
                    values.put(fields.get(column).getName(), java(fields.get(column), dataset.value(column, row)));
                }
                store.insert(values);
            }
            try (VectorSchemaRoot all = store.fetch(dataset.columnNames(), LongStream.range(0, ROWS).toArray())) {
                for (int column = 0; column < fields.size(); column++) {
                    List<@Nullable Object> expected = new ArrayList<>();
                    for (int row = 0; row < ROWS; row++) {
                        expected.add(shown(fields.get(column), dataset.value(column, row)));
                    }
                    assertEquals(expected, VectorValues.all(all.getVector(column)), fields.get(column).toString());
                }
            }
        }
    }

    /// False for days and milliseconds: as a duration they are not told apart.
    private static boolean isExact(TypeCase type) {
        return !(type.type() instanceof ArrowType.Interval interval) || interval.getUnit() != IntervalUnit.DAY_TIME;
    }

    /// A value of the kit as Java has it.
    private static @Nullable Object java(Field field, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Tagged tagged -> tagged.value();
            case Bytes bytes -> bytes.toArray();
            case Long number when number < 0 && field.getType().equals(new ArrowType.Int(Long.SIZE, false)) ->
                    new BigInteger(Long.toUnsignedString(number));
            case List<?> list -> list(field, list);
            default -> value;
        };
    }

    private static Object list(Field field, List<?> list) {
        return switch (field.getType()) {
            case ArrowType.Interval _ ->
                    new PeriodDuration(
                            Period.of(0, ((Long) list.get(0)).intValue(), ((Long) list.get(1)).intValue()),
                            Duration.ofNanos((Long) list.get(2)));
            case ArrowType.Struct _ -> {
                Map<String, @Nullable Object> members = new HashMap<>();
                for (int child = 0; child < list.size(); child++) {
                    Field member = field.getChildren().get(child);
                    members.put(member.getName(), java(member, list.get(child)));
                }
                yield members;
            }
            case ArrowType.Map _ -> {
                List<Field> entry = field.getChildren().getFirst().getChildren();
                List<Object> entries = new ArrayList<>();
                for (Object pair : list) {
                    List<?> both = (List<?>) pair;
                    entries.add(new SimpleEntry<>(java(entry.get(0), both.get(0)), java(entry.get(1), both.get(1))));
                }
                yield entries;
            }
            default -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(java(field.getChildren().getFirst(), item)));
                yield items;
            }
        };
    }

    /// What is read of a value: a null in a union is one of its first member.
    private static @Nullable Object shown(Field field, @Nullable Object value) {
        return value instanceof Tagged tagged && tagged.value() == null
                ? new Tagged(((ArrowType.Union) field.getType()).getTypeIds()[0], null)
                : value;
    }
}
