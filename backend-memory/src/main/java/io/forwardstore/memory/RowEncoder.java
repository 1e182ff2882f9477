package io.forwardstore.memory;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;

import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns a row of Java values into arrays of one value each.
final class RowEncoder {
    private final List<Field> fields;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    RowEncoder(Schema schema) {
        this.fields = schema.getFields();
        for (int i = 0; i < fields.size(); i++) {
            numbers.put(fields.get(i).getName(), i);
        }
    }

    /// The row's arrays, in the schema's order.
    ///
    /// @param scope for the arrays
    /// @throws IllegalArgumentException naming the column that is unknown, left out though it must not be null, or has
    ///   a value of the wrong type
    List<ArrayData> encode(Map<String, ? extends @Nullable Object> row, PageScope scope) {
        @Nullable Object[] values = new Object[fields.size()];
        for (Map.Entry<String, ? extends @Nullable Object> entry : row.entrySet()) {
            Integer number = numbers.get(entry.getKey());
            if (number == null) {
                throw new IllegalArgumentException(
                        "the table has no column '"
                                + entry.getKey()
                                + "'. Available: "
                                + String.join(", ", numbers.keySet()));
            }
            values[number] = entry.getValue();
        }
        List<ArrayData> arrays = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            arrays.add(ValueEncoder.encode(field, Arrays.asList(values[i]), "column '" + field.getName() + "'", scope));
        }
        return arrays;
    }
}
