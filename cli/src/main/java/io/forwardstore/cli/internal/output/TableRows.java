package io.forwardstore.cli.internal.output;

import io.forwardstore.cli.internal.terminal.TableColumn;
import io.forwardstore.cli.internal.terminal.TableLayout;
import io.forwardstore.cli.internal.terminal.Terminal;
import io.forwardstore.cli.internal.terminal.TextTable;
import io.forwardstore.cli.internal.value.PlainSink;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Rows as a drawn table. The first [#SAMPLE_ROWS] rows decide how wide its columns are; more rows are drawn as they
/// come.
final class TableRows implements RowWriter {
    private static final int SAMPLE_ROWS = 1_000;

    private final Terminal terminal;
    private final Destination destination;
    private final TextTable table;
    private final StringBuilder cell = new StringBuilder();
    private final PlainSink plain = new PlainSink(cell, "null");
    private final StringBuilder drawn = new StringBuilder();
    private @Nullable TableLayout layout;

    TableRows(Schema schema, Terminal terminal, Destination destination) {
        this.terminal = terminal;
        this.destination = destination;
        this.table = new TextTable(schema.getFields().stream().map(TableRows::column).toList());
    }

    private static TableColumn column(Field field) {
        String title = field.getName();
        return switch (field.getType()) {
            case ArrowType.Int _, ArrowType.FloatingPoint _, ArrowType.Decimal _ -> TableColumn.right(title);
            default -> TableColumn.left(title);
        };
    }

    @Override
    public void write(VectorSchemaRoot batch) throws IOException {
        BatchReader reader = new BatchReader(batch);
        for (int row = 0; row < batch.getRowCount(); row++) {
            String[] cells = new String[reader.columnCount()];
            for (int column = 0; column < cells.length; column++) {
                cell.setLength(0);
                reader.read(column, row, plain);
                cells[column] = cell.toString();
            }
            table.add(cells);
            if (table.rowCount() == SAMPLE_ROWS) {
                draw();
            }
        }
    }

    private TableLayout draw() throws IOException {
        TableLayout current = layout;
        if (current == null) {
            current = table.layout(terminal);
            current.head(drawn);
            layout = current;
        }
        table.drawRows(current, drawn);
        flushDrawn();
        return current;
    }

    private void flushDrawn() throws IOException {
        destination.stream().write(drawn.toString().getBytes(StandardCharsets.UTF_8));
        drawn.setLength(0);
    }

    @Override
    public void finish() throws IOException {
        draw().foot(drawn);
        flushDrawn();
        destination.commit();
    }

    @Override
    public void close() throws IOException {
        destination.close();
    }
}
