package io.forwardstore.cli.internal.terminal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A table of text, drawn once all rows are there. Control characters are drawn as escapes.
///
/// One thread at a time.
public final class TextTable {
    private final List<TableColumn> columns;
    private final List<String[]> rows = new ArrayList<>();

    public TextTable(TableColumn... columns) {
        this(List.of(columns));
    }

    public TextTable(List<TableColumn> columns) {
        this.columns =
                columns.stream()
                        .map(column -> new TableColumn(Printable.of(column.title()), column.alignment()))
                        .toList();
    }

    /// Adds a row of one cell a column.
    public void add(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "Cannot add a row of " + cells.length + " cells: the table has " + columns.size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(Printable::of).toArray(String[]::new));
    }

    /// The number of rows so far.
    public int rowCount() {
        return rows.size();
    }

    /// The lay-out that suits the rows so far.
    public TableLayout layout(Terminal terminal) {
        int[] widths = new int[columns.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = DisplayWidth.of(columns.get(column).title());
            for (String[] row : rows) {
                widths[column] = Math.max(widths[column], DisplayWidth.of(row[column]));
            }
        }
        return TableLayout.fitted(columns, widths, terminal);
    }

    /// Draws the rows so far, without the head, and forgets them.
    public void drawRows(TableLayout layout, Appendable out) throws IOException {
        for (String[] row : rows) {
            layout.row(row, out);
        }
        rows.clear();
    }

    /// Draws the whole table.
    public void draw(Terminal terminal, Appendable out) throws IOException {
        TableLayout layout = layout(terminal);
        layout.head(out);
        drawRows(layout, out);
        layout.foot(out);
    }
}
