package io.forwardstore.cli.internal.output;

import io.forwardstore.cli.internal.value.PlainSink;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Comma-separated values (RFC 4180, but lines end in LF) under a line of column names.
///
/// A null is an empty field, an empty string is `""`. Nested values are JSON.
final class CsvRows implements RowWriter {
    /// What the sink writes for null: no value's text is empty but an empty string's, so a mark tells them apart.
    private static final String NULL = "\0null";

    private final Destination destination;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder cell = new StringBuilder();
    private final PlainSink plain = new PlainSink(cell, NULL);

    CsvRows(Schema schema, Destination destination) throws IOException {
        this.destination = destination;
        String separator = "";
        for (Field field : schema.getFields()) {
            line.append(separator);
            quote(field.getName());
            separator = ",";
        }
        endLine();
    }

    @Override
    public void write(VectorSchemaRoot batch) throws IOException {
        BatchReader reader = new BatchReader(batch);
        for (int row = 0; row < batch.getRowCount(); row++) {
            for (int column = 0; column < reader.columnCount(); column++) {
                if (column > 0) {
                    line.append(',');
                }
                cell.setLength(0);
                reader.read(column, row, plain);
                if (!NULL.contentEquals(cell)) {
                    quote(cell.toString());
                }
            }
            endLine();
        }
    }

    private void quote(String text) {
        if (isPlain(text)) {
            line.append(text);
        } else {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return false;
            }
        }
        return !text.isEmpty() && text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ';
    }

    private void endLine() throws IOException {
        line.append('\n');
        destination.stream().write(line.toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
    }

    @Override
    public void finish() throws IOException {
        destination.commit();
    }

    @Override
    public void close() throws IOException {
        destination.close();
    }
}
