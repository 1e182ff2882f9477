package io.forwardstore.engine.data;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Values of vectors as text, so that tables of different makers can be compared.
public final class Rows {
    private Rows() {}

    /// The rows of a batch, column by column.
    public static List<List<String>> columns(VectorSchemaRoot root) {
        List<List<String>> columns = new ArrayList<>();
        for (FieldVector vector : root.getFieldVectors()) {
            columns.add(values(vector));
        }
        return columns;
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
