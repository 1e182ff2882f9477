package io.forwardstore.engine.internal.plot;

import java.util.List;
import java.util.Locale;

/// An SVG picture on white, drawn shape by shape. One thread at a time.
public final class Svg {
    /// Where a text lies at its point.
    public enum Anchor {
        /// It begins there.
        START("start"),
        /// Its middle is there.
        MIDDLE("middle"),
        /// It ends there.
        END("end");

        private final String name;

        Anchor(String name) {
            this.name = name;
        }
    }

    private static final String[] COLORS = {
        "#4472b4", "#dd8452", "#55a868", "#c44e52", "#8172b3", "#937860", "#da8bc3", "#8c8c8c"
    };

    private final StringBuilder shapes = new StringBuilder();

    /// @param width in pixels
    /// @param height in pixels
    public Svg(int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n",
                width, height, width, height);
        shapes.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    }

    /// The color of the n-th of several things; they repeat.
    public static String color(int number) {
        return COLORS[number % COLORS.length];
    }

    /// A filled rectangle.
    public void rectangle(double x, double y, double width, double height, String color) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n", x, y, width, height, color);
    }

    /// A thin line.
    public void line(double x1, double y1, double x2, double y2, String color) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n", x1, y1, x2, y2, color);
    }

    /// A line through points, which are marked.
    ///
    /// @param points pairs of x and y
    public void curve(List<double[]> points, String color) {
        StringBuilder corners = new StringBuilder();
        for (double[] point : points) {
            corners.append(String.format(Locale.ROOT, "%.1f,%.1f ", point[0], point[1]));
            add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", point[0], point[1], color);
        }
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n", corners, color);
    }

    /// A text.
    public void text(double x, double y, Anchor anchor, int size, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>\n",
                x, y, anchor.name, size, escaped);
    }

    private void add(String shape, Object... values) {
        shapes.append(String.format(Locale.ROOT, shape, values));
    }

    /// The picture as a document.
    @Override
    public String toString() {
        return shapes + "</svg>\n";
    }
}
