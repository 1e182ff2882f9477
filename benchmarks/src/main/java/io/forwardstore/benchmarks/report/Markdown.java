package io.forwardstore.benchmarks.report;

import java.util.List;
import java.util.Locale;

/// A page of Markdown.
final class Markdown {
    private final StringBuilder text = new StringBuilder();

    Markdown heading(int level, String title) {
        text.append("#".repeat(level)).append(' ').append(title).append("\n\n");
        return this;
    }

    Markdown paragraph(String paragraph, Object... values) {
        text.append(paragraph.formatted(values)).append("\n\n");
        return this;
    }

    Markdown list(List<String> items) {
        items.forEach(item -> text.append("- ").append(item).append('\n'));
        text.append('\n');
        return this;
    }

    Markdown picture(String file, String description) {
        return paragraph("![%s](%s)", description, file);
    }

    /// A table whose first column is text and whose others are numbers.
    Markdown table(List<String> heads, List<List<String>> rows) {
        row(heads);
        text.append('|').append("---|");
        text.append("--:|".repeat(heads.size() - 1)).append('\n');
        rows.forEach(this::row);
        text.append('\n');
        return this;
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /// A time with three digits that count.
    static String time(double micros) {
        return micros >= 1e4 ? digits(micros / 1e3) + " ms" : digits(micros) + " µs";
    }

    /// A number with three digits that count.
    static String digits(double value) {
        double magnitude = Math.abs(value);
        int decimals = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing() + "\n";
    }
}
