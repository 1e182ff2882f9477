package io.forwardstore.cli.internal.output;

import org.apache.arrow.vector.VectorSchemaRoot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// One JSON object a row and line.
final class JsonRows implements RowWriter {
    private final Destination destination;
    private final StringBuilder line = new StringBuilder();

    JsonRows(Destination destination) {
        this.destination = destination;
    }

    @Override
    public void write(VectorSchemaRoot batch) throws IOException {
        JsonLines lines = new JsonLines(batch);
        for (int row = 0; row < batch.getRowCount(); row++) {
            line.setLength(0);
            lines.append(row, line);
            line.append('\n');
            destination.stream().write(line.toString().getBytes(StandardCharsets.UTF_8));
        }
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
