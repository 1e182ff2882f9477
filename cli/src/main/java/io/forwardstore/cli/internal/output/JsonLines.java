package io.forwardstore.cli.internal.output;

import io.forwardstore.cli.internal.value.JsonSink;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;

import java.util.List;

/// The rows of a batch as JSON objects, one line each. Valid as long as the batch is.
public final class JsonLines {
    private final List<String> names;
    private final BatchReader reader;

    public JsonLines(VectorSchemaRoot batch) {
        names = batch.getSchema().getFields().stream().map(Field::getName).toList();
        reader = new BatchReader(batch);
    }

    /// Adds a row's object to `target`.
    public void append(int row, StringBuilder target) {
        JsonSink json = new JsonSink(target);
        json.beginStruct();
        for (int column = 0; column < names.size(); column++) {
            json.name(names.get(column));
            reader.read(column, row, json);
        }
        json.endStruct();
    }
}
