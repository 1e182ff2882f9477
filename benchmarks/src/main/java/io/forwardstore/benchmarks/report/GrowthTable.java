package io.forwardstore.benchmarks.report;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What something costs as one parameter grows.
///
/// @param title of the picture
/// @param benchmark class and method
/// @param who the parameter that says who was asked
/// @param grows the parameter that grows
/// @param unit what it counts
/// @param figures of everything
record GrowthTable(String title, String benchmark, String who, String grows, String unit, Figures figures) {
    /// A row for each value, a column for each who was asked.
    void write(Markdown page, String picture) {
        List<String> heads = new ArrayList<>(List.of(unit));
        heads.addAll(asked());
        List<List<String>> rows = new ArrayList<>();
        for (String value : values()) {
            List<String> row = new ArrayList<>(List.of("%,d".formatted(Long.parseLong(value))));
            for (String name : asked()) {
                Figure figure = figure(name, value);
                row.add(figure == null ? "failed" : Markdown.time(figure.micros()));
            }
            rows.add(row);
        }
        page.table(heads, rows);
        page.picture(picture, title);
    }

    String picture() {
        List<LinePlot.Line> lines = new ArrayList<>();
        for (String name : asked()) {
            List<double[]> points = new ArrayList<>();
            for (String value : values()) {
                Figure figure = figure(name, value);
                if (figure != null) {
                    points.add(new double[] {Double.parseDouble(value), figure.micros()});
                }
            }
            lines.add(new LinePlot.Line(name, points));
        }
        return new LinePlot(title, unit, "µs", lines).svg();
    }

    private @Nullable Figure figure(String name, String value) {
        return figures.find(benchmark, who, name, grows, value);
    }

    private List<String> asked() {
        return figures.of(benchmark).stream().map(figure -> figure.parameter(who)).distinct().toList();
    }

    private List<String> values() {
        return figures.of(benchmark).stream().map(figure -> figure.parameter(grows)).distinct().toList();
    }
}
