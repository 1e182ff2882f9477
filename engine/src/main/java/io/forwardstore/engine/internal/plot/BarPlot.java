package io.forwardstore.engine.internal.plot;

import io.forwardstore.engine.internal.plot.Svg.Anchor;

import java.util.List;

/// Values as bars: a panel a question, a bar an answer, each panel on a scale of its own.
///
/// @param title of the picture
/// @param panels from top to bottom
/// @param scale of the bars' lengths
public record BarPlot(String title, List<Panel> panels, Scale scale) {
    private static final int LEAST_WIDTH = 760;
    private static final int LEAST_BAR_WIDTH = 300;
    private static final int MARGIN = 16;
    private static final int CHARACTER_WIDTH = 8;
    private static final int TITLE_CHARACTER_WIDTH = 10;
    private static final int BAR_HEIGHT = 18;
    private static final int BAR_GAP = 6;
    private static final int PANEL_GAP = 36;
    private static final int TOP = 44;
    private static final int VALUE_WIDTH = 90;

    /// How a value becomes a length.
    public enum Scale {
        /// In proportion.
        LINEAR,
        /// In proportion to the logarithm, from a third of the panel's least value on.
        LOGARITHMIC
    }

    /// A question and its answers.
    ///
    /// @param title above the bars
    /// @param bars from top to bottom
    public record Panel(String title, List<Bar> bars) {}

    /// An answer.
    ///
    /// @param label before the bar
    /// @param value greater than 0
    /// @param text behind the bar
    public record Bar(String label, double value, String text) {}

    /// The picture.
    public String svg() {
        int height = TOP + panels.stream().mapToInt(BarPlot::height).sum();
        Svg svg = new Svg(width(), height);
        svg.text(MARGIN, 26, Anchor.START, 16, title);
        int top = TOP;
        for (Panel panel : panels) {
            draw(panel, svg, top);
            top += height(panel);
        }
        return svg.toString();
    }

    /// As much as long names need.
    private int width() {
        int titleWidth = 2 * MARGIN + TITLE_CHARACTER_WIDTH * title.length();
        return Math.max(LEAST_WIDTH, Math.max(titleWidth, left() + LEAST_BAR_WIDTH + VALUE_WIDTH));
    }

    private static int height(Panel panel) {
        return panel.bars.size() * (BAR_HEIGHT + BAR_GAP) + PANEL_GAP;
    }

    /// Where bars begin: behind the longest label.
    private int left() {
        return MARGIN
                + CHARACTER_WIDTH
                        * panels.stream()
                                .flatMap(panel -> panel.bars.stream())
                                .mapToInt(bar -> bar.label.length())
                                .max()
                                .orElse(0);
    }

    private void draw(Panel panel, Svg svg, int top) {
        int left = left();
        int barWidth = width() - left - VALUE_WIDTH;
        svg.text(MARGIN, top + 14, Anchor.START, 13, panel.title);
        int y = top + 22;
        for (int i = 0; i < panel.bars.size(); i++) {
            Bar bar = panel.bars.get(i);
            double length = Math.max(1, share(bar.value, panel) * barWidth);
            svg.text(left - 8, y + 14, Anchor.END, 13, bar.label);
            svg.rectangle(left, y, length, BAR_HEIGHT, Svg.color(i));
            svg.text(left + length + 6, y + 14, Anchor.START, 13, bar.text);
            y += BAR_HEIGHT + BAR_GAP;
        }
    }

    /// The part of the panel's width that a value takes.
    private double share(double value, Panel panel) {
        double greatest = panel.bars.stream().mapToDouble(Bar::value).max().orElse(1);
        if (scale == Scale.LINEAR) {
            return value / Math.max(greatest, Double.MIN_NORMAL);
        }
        double start = panel.bars.stream().mapToDouble(Bar::value).min().orElse(1) / 3;
        return Math.log(value / start) / Math.log(greatest / start);
    }
}
