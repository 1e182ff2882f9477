package io.forwardstore.benchmarks.report;

import io.forwardstore.engine.internal.plot.Svg;
import io.forwardstore.engine.internal.plot.Svg.Anchor;

import java.util.List;

/// Values that grow with something, both on logarithmic scales: a straight line of slope 1 is cost in proportion.
///
/// @param title of the picture
/// @param xTitle what grows
/// @param yTitle what it costs
/// @param lines one for each who was asked
record LinePlot(String title, String xTitle, String yTitle, List<Line> lines) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int RIGHT = 520;
    private static final int TOP = 50;
    private static final int BOTTOM = 370;
    private static final String GRID = "#dddddd";
    private static final String AXIS = "#444444";

    /// A line.
    ///
    /// @param label who was asked
    /// @param points pairs of x and y, greater than 0
    record Line(String label, List<double[]> points) {}

    /// A range of whole powers of ten, drawn from one pixel to another.
    private record Axis(int firstPower, int lastPower, double from, double to) {
        static Axis of(List<Line> lines, int coordinate, double from, double to) {
            double least = Double.MAX_VALUE;
            double greatest = Double.MIN_NORMAL;
            for (Line line : lines) {
                for (double[] point : line.points) {
                    least = Math.min(least, point[coordinate]);
                    greatest = Math.max(greatest, point[coordinate]);
                }
            }
            int first = (int) Math.floor(Math.log10(least));
            return new Axis(first, Math.max(first + 1, (int) Math.ceil(Math.log10(greatest))), from, to);
        }

        double at(double value) {
            return from + (Math.log10(value) - firstPower) / (lastPower - firstPower) * (to - from);
        }
    }

    String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.text(16, 26, Anchor.START, 16, title);
        Axis x = Axis.of(lines, 0, LEFT, RIGHT);
        Axis y = Axis.of(lines, 1, BOTTOM, TOP);
        drawGrid(svg, x, y);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            String color = Svg.color(i);
            svg.curve(line.points.stream().map(p -> new double[] {x.at(p[0]), y.at(p[1])}).toList(), color);
            svg.rectangle(RIGHT + 20, TOP + 22 * i, 12, 12, color);
            svg.text(RIGHT + 38, TOP + 22 * i + 11, Anchor.START, 12, line.label);
        }
        return svg.toString();
    }

    private void drawGrid(Svg svg, Axis x, Axis y) {
        for (int power = x.firstPower; power <= x.lastPower; power++) {
            double at = x.at(Math.pow(10, power));
            svg.line(at, TOP, at, BOTTOM, GRID);
            svg.text(at, BOTTOM + 18, Anchor.MIDDLE, 12, label(power));
        }
        for (int power = y.firstPower; power <= y.lastPower; power++) {
            double at = y.at(Math.pow(10, power));
            svg.line(LEFT, at, RIGHT, at, GRID);
            svg.text(LEFT - 8, at + 4, Anchor.END, 12, label(power));
        }
        svg.line(LEFT, TOP, LEFT, BOTTOM, AXIS);
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, AXIS);
        svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 38, Anchor.MIDDLE, 12, xTitle);
        svg.text(LEFT, TOP - 8, Anchor.START, 12, yTitle);
    }

    private static String label(int power) {
        return power < 0 ? String.valueOf(Math.pow(10, power)) : "%,d".formatted((long) Math.pow(10, power));
    }
}
