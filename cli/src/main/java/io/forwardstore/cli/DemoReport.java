package io.forwardstore.cli;

import io.forwardstore.cli.internal.terminal.Style;
import io.forwardstore.cli.internal.terminal.TableColumn;
import io.forwardstore.cli.internal.terminal.Terminal;
import io.forwardstore.cli.internal.terminal.TextTable;

import java.io.IOException;
import java.util.List;

/// What the demonstration found, as text.
final class DemoReport {
    private final DemoTable table;
    private final List<DemoAnswer> answers;
    private final Terminal terminal;

    DemoReport(DemoTable table, List<DemoAnswer> answers, Terminal terminal) {
        this.table = table;
        this.answers = answers;
        this.terminal = terminal;
    }

    /// The backends' times side by side, the verdict, and what to try next.
    String text() throws IOException {
        StringBuilder text = new StringBuilder("\n");
        times().draw(terminal, text);
        text.append("fetch: median of 100 random rows of ")
                .append(String.join(", ", DemoQuestion.FETCHED))
                .append("; scan: median of all rows of ")
                .append(String.join(", ", DemoQuestion.SCANNED))
                .append("\n\n")
                .append(verdict())
                .append("\n\nTry:\n  fstore schema ")
                .append(table.file())
                .append("\n  fstore fetch ")
                .append(table.file())
                .append(" --rows 5,3,3 --columns id,title\n");
        return text.toString();
    }

    boolean isRight() {
        return answers.stream().allMatch(DemoAnswer::isRight);
    }

    private TextTable times() {
        TextTable times =
                new TextTable(
                        TableColumn.left("backend"),
                        TableColumn.right("open"),
                        TableColumn.right("fetch"),
                        TableColumn.right("scan"),
                        TableColumn.left("answers"));
        for (DemoAnswer answer : answers) {
            times.add(
                    answer.id(),
                    Quantities.time(answer.openNanos()),
                    Quantities.time(answer.fetchNanos()),
                    Quantities.time(answer.scanNanos()),
                    answer.isRight() ? "equal" : "DIFFERENT");
        }
        return times;
    }

    private String verdict() {
        Style style = terminal.outStyle();
        if (!isRight()) {
            return style.bad("WRONG:") + " some answers differ from what the table was made from.";
        }
        String who =
                answers.size() == 1 ? "The backend's answers are" : "All " + answers.size() + " backends' answers are";
        return style.good("OK:") + " " + who + " equal to what the table was made from.";
    }
}
