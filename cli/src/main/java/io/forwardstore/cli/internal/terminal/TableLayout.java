package io.forwardstore.cli.internal.terminal;

import java.io.IOException;
import java.util.List;

/// A table's columns with their widths, and how it is drawn.
///
/// On a terminal the widest columns are narrowed until the table fits; cells that do not fit are cut and end in a mark.
/// Elsewhere nothing is cut.
public final class TableLayout {
    private static final int MIN_WIDTH = 8;

    /// The line, its start, its crossings and its end, for top, middle and bottom, then the upright.
    private static final String UNICODE = "─┌┬┐├┼┤└┴┘│";

    private static final String ASCII = "-+++++++++|";

    private final List<TableColumn> columns;
    private final int[] widths;
    private final boolean cuts;
    private final String lines;
    private final String cutMark;
    private final Style style;

    private TableLayout(List<TableColumn> columns, int[] widths, Terminal terminal) {
        this.columns = columns;
        this.widths = widths;
        this.cuts = terminal.showsOut();
        this.lines = terminal.drawsUnicode() ? UNICODE : ASCII;
        this.cutMark = terminal.drawsUnicode() ? "…" : "...";
        this.style = terminal.outStyle();
    }

    static TableLayout fitted(List<TableColumn> columns, int[] widths, Terminal terminal) {
        int[] fitted = widths.clone();
        if (terminal.showsOut()) {
            int excess = frameWidth(fitted) - terminal.widthColumns();
            while (excess > 0) {
                int widest = widest(fitted);
                if (fitted[widest] <= MIN_WIDTH) {
                    break;
                }
                fitted[widest]--;
                excess--;
            }
        }
        return new TableLayout(columns, fitted, terminal);
    }

    private static int frameWidth(int[] widths) {
        int total = 1;
        for (int width : widths) {
            total += width + 3;
        }
        return total;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            if (widths[i] > widths[widest]) {
                widest = i;
            }
        }
        return widest;
    }

    /// Draws what stands above the rows.
    public void head(Appendable out) throws IOException {
        line(1, out);
        String[] titles = columns.stream().map(TableColumn::title).toArray(String[]::new);
        cells(titles, style.equals(Style.ANSI), out);
        line(4, out);
    }

    /// Draws a row.
    public void row(String[] cells, Appendable out) throws IOException {
        cells(cells, false, out);
    }

    /// Draws what stands below the rows.
    public void foot(Appendable out) throws IOException {
        line(7, out);
    }

    private void line(int corners, Appendable out) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(lines.charAt(i == 0 ? corners : corners + 1));
            line.repeat(lines.charAt(0), widths[i] + 2);
        }
        line.append(lines.charAt(corners + 2));
        out.append(style.dim(line.toString())).append('\n');
    }

    private void cells(String[] cells, boolean emphasized, Appendable out) throws IOException {
        String upright = style.dim(lines.substring(10));
        for (int i = 0; i < cells.length; i++) {
            String cell = cuts ? DisplayWidth.cut(cells[i], widths[i], cutMark) : cells[i];
            String padding = " ".repeat(Math.max(0, widths[i] - DisplayWidth.of(cell)));
            String shown = emphasized ? style.bold(cell) : cell;
            out.append(upright).append(' ');
            if (columns.get(i).alignment() == TableColumn.Alignment.RIGHT) {
                out.append(padding).append(shown);
            } else {
                out.append(shown).append(padding);
            }
            out.append(' ');
        }
        out.append(upright).append('\n');
    }
}
