package io.forwardstore.testkit;

import io.forwardstore.testkit.data.Dataset;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Stores that answer other values than those that were written.
final class BrokenValues {
    private BrokenValues() {}

    static List<Broken> all() {
        return List.of(
                Broken.store(
                        "loses nulls of strings",
                        "FAIL-7 SCHEMA-4 *",
                        mapping((field, value) ->
                                value == null && field.getType() instanceof ArrowType.Utf8 ? "" : value)),
                Broken.store(
                        "takes empty strings for null",
                        "FETCH-13 SCAN-12 SCHEMA-4 *",
                        mapping((field, value) -> "".equals(value) && field.isNullable() ? null : value)),
                Broken.store(
                        "loses the sign of zero",
                        "FETCH-1 SCAN-1 SCHEMA-4 *",
                        mapping((field, value) ->
                                value instanceof Double number && number == 0 ? (Object) 0.0 : value)),
                Broken.store(
                        "cuts surrogate pairs",
                        "FETCH-13 SCAN-12 SCHEMA-4 *",
                        mapping((field, value) ->
                                value instanceof String text ? text.replaceAll("[^\\u0000-\\uffff]", "?") : value)),
                Broken.store(
                        "cuts strings at 255 characters",
                        "FETCH-13 SCAN-12 SCHEMA-4 *",
                        mapping((field, value) ->
                                value instanceof String text && text.length() > 255 ? text.substring(0, 255) : value)),
                Broken.store(
                        "takes uint32 for int32",
                        "SCHEMA-4",
                        mapping((field, value) ->
                                value != null && field.getType().equals(new ArrowType.Int(Integer.SIZE, false))
                                        ? (Object) Math.min((Long) value, Integer.MAX_VALUE)
                                        : value)),
                Broken.store(
                        "takes null lists for empty ones",
                        "FAIL-7 SCHEMA-4 *",
                        mapping((field, value) ->
                                value == null && field.getType() instanceof ArrowType.List ? List.of() : value)));
    }

    private interface Mapping {
        @Nullable Object of(Field field, @Nullable Object value);
    }

    private static Broken.Store mapping(Mapping mapping) {
        return (file, dataset, allocator) -> new NaiveStore(file, mapped(dataset, mapping), allocator);
    }

    private static Dataset mapped(Dataset dataset, Mapping mapping) {
        if (dataset.rowCount() > Integer.MAX_VALUE) {
            return dataset;
        }
        List<Dataset.Block> blocks = new ArrayList<>();
        for (Dataset.Block block : dataset.blocks()) {
            List<List<@Nullable Object>> columns = new ArrayList<>();
            for (int column = 0; column < block.columns().size(); column++) {
                Field field = dataset.schema().getFields().get(column);
                List<@Nullable Object> values = new ArrayList<>();
                for (Object value : block.columns().get(column)) {
                    values.add(mapping.of(field, value));
                }
                columns.add(values);
            }
            blocks.add(new Dataset.Block(block.rowCount(), columns));
        }
        return Dataset.of(dataset.name(), dataset.schema(), blocks);
    }
}
