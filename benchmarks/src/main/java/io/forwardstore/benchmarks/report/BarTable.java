package io.forwardstore.benchmarks.report;

import io.forwardstore.benchmarks.Ratios;
import io.forwardstore.benchmarks.peer.Bar;

import java.util.ArrayList;
import java.util.List;

/// What this project is held to, and how it stands: a row a [Bar].
///
/// @param figures of everything
record BarTable(Figures figures) {
    /// Adds the table to a page.
    void write(Markdown page) {
        List<List<String>> rows = new ArrayList<>();
        for (Bar bar : Bar.values()) {
            Figure figure = figures.find(Plan.BARS, "bar", bar.name());
            rows.add(figure == null ? failed(bar) : row(bar, figure));
        }
        page.table(List.of("case", "ours", "beside", "times", "quotient (quartiles)", "bar", ""), rows);
    }

    private static List<String> failed(Bar bar) {
        return List.of(title(bar), bar.ours().name(), bar.other().name(), "", "failed", limit(bar), "");
    }

    private static List<String> row(Bar bar, Figure figure) {
        double ratio = figure.count(Ratios.MEDIAN);
        return List.of(
                title(bar),
                bar.ours().name(),
                bar.other().name(),
                Markdown.time(figure.count(Ratios.OURS)) + " / " + Markdown.time(figure.count(Ratios.OTHERS)),
                "%s (%s–%s)"
                        .formatted(
                                quotient(ratio),
                                quotient(figure.count(Ratios.LOWER)),
                                quotient(figure.count(Ratios.UPPER))),
                limit(bar),
                ratio <= bar.limit() ? "met" : "**missed**");
    }

    private static String title(Bar bar) {
        return PeerTables.title(bar.question());
    }

    private static String limit(Bar bar) {
        return "≤ " + quotient(bar.limit());
    }

    /// Small quotients need more decimals than [Markdown#digits] gives.
    private static String quotient(double value) {
        return value < 0.1 ? "%.4f".formatted(value) : Markdown.digits(value);
    }
}
