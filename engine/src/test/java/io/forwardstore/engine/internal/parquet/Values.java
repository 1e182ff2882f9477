package io.forwardstore.engine.internal.parquet;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Vectors as texts that compare by content.
final class Values {
    private Values() {}

    /// All rows of a reader, each a list of texts in the columns' order.
    static List<List<String>> rows(ArrowReader reader) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        while (reader.loadNextBatch()) {
            rows.addAll(rows(reader.getVectorSchemaRoot()));
        }
        return rows;
    }

    static List<List<String>> rows(VectorSchemaRoot root) {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < root.getRowCount(); row++) {
            List<String> values = new ArrayList<>();
            for (FieldVector vector : root.getFieldVectors()) {
                values.add(text(vector.getObject(row)));
            }
            rows.add(values);
        }
        return rows;
    }

    static List<List<String>> scanned(ForwardStore store, ScanOptions options) throws IOException {
        try (ArrowReader reader = store.scan(options)) {
            return rows(reader);
        }
    }

    static List<List<String>> fetched(ForwardStore store, List<String> columns, long... rowIds) throws IOException {
        try (VectorSchemaRoot root = store.fetch(columns, rowIds)) {
            return rows(root);
        }
    }

    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> Arrays.toString(bytes);
            case List<?> list -> list.stream().map(Values::text).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                            .sorted()
                            .collect(Collectors.joining(", ", "{", "}"));
            default -> value.toString();
        };
    }
}
