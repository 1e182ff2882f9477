package io.forwardstore.benchmarks.report;

import io.forwardstore.benchmarks.Ratios;
import io.forwardstore.benchmarks.peer.Bar;

import java.util.ArrayList;
import java.util.List;

/// What this project is held to, and how it stands: a row a [Bar].
///
/// @param figures of everything
record BarTable(Figures figures) {
    /// Adds the table to a page, and why what is missed is missed.
    void write(Markdown page) {
        List<List<String>> rows = new ArrayList<>();
        for (Bar bar : Bar.values()) {
            Figure figure = figures.find(Plan.BARS, "bar", bar.name());
            rows.add(figure == null ? failed(bar) : row(bar, figure));
        }
        page.table(List.of("case", "ours", "beside", "times", "quotient (quartiles)", "bar", ""), rows);
        page.list(reasons());
    }

    /// A sentence or two for each bar that is missed.
    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        for (Bar bar : Bar.values()) {
            Figure figure = figures.find(Plan.BARS, "bar", bar.name());
            if (figure != null && !isMet(bar, figure) && !bar.reason().isEmpty()) {
                reasons.add("%s beside %s: %s".formatted(title(bar), bar.other().name(), bar.reason()));
            }
        }
        return reasons;
    }

    private static boolean isMet(Bar bar, Figure figure) {
        return figure.count(Ratios.MEDIAN) <= bar.limit();
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
                isMet(bar, figure) ? "met" : "**missed**");
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
