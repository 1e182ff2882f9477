package io.forwardstore.engine.data;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Values of vectors as text, so that tables of different makers can be compared. A table is a list of columns.
public final class Rows {
    private Rows() {}

    /// The rows of a batch.
    public static List<List<String>> columns(VectorSchemaRoot root) {
        List<List<String>> columns = new ArrayList<>();
        for (FieldVector vector : root.getFieldVectors()) {
            columns.add(values(vector));
        }
        return columns;
    }

    /// All that a reader has.
    public static List<List<String>> columns(ArrowReader reader) throws IOException {
        List<List<String>> all = new ArrayList<>();
        reader.getVectorSchemaRoot().getFieldVectors().forEach(vector -> all.add(new ArrayList<>()));
        while (reader.loadNextBatch()) {
            append(all, reader.getVectorSchemaRoot());
        }
        return all;
    }

    /// What a scan answers.
    public static List<List<String>> scanned(ForwardStore store, ScanOptions options) throws IOException {
        try (ArrowReader reader = store.scan(options)) {
            return columns(reader);
        }
    }

    /// What a fetch answers.
    public static List<List<String>> fetched(ForwardStore store, List<String> columns, long... rowIds)
            throws IOException {
        try (VectorSchemaRoot root = store.fetch(columns, rowIds)) {
            return columns(root);
        }
    }

    /// Some rows of a table.
    public static List<List<String>> pick(List<List<String>> columns, long... rowIds) {
        return columns.stream()
                .map(column -> Arrays.stream(rowIds).mapToObj(row -> column.get((int) row)).toList())
                .toList();
    }

    /// The rows `from` to `to - 1` of a table.
    public static List<List<String>> range(List<List<String>> columns, int from, int to) {
        return columns.stream().map(column -> column.subList(from, to)).toList();
    }

    /// A vector's values.
    public static List<String> values(FieldVector vector) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < vector.getValueCount(); i++) {
            values.add(text(vector.getObject(i)));
        }
        return values;
    }

    /// A value of `getObject`.
    public static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> "0x" + HexFormat.of().formatHex(bytes);
            case Map<?, ?> map -> {
                Map<String, String> sorted = new TreeMap<>();
                map.forEach((key, one) -> sorted.put(String.valueOf(key), text(one)));
                yield sorted.toString();
            }
            case List<?> list -> list.stream().map(Rows::text).toList().toString();
            default -> value.toString();
        };
    }

    /// Adds the rows of a batch to those gathered so far.
    public static void append(List<List<String>> all, VectorSchemaRoot root) {
        List<List<String>> columns = columns(root);
        for (int i = 0; i < columns.size(); i++) {
            if (all.size() <= i) {
                all.add(new ArrayList<>());
            }
            all.get(i).addAll(columns.get(i));
        }
    }
}
