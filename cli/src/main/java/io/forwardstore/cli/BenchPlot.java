package io.forwardstore.cli;

import java.util.List;
import java.util.Locale;

/// Times as a picture: a panel of bars a case, a bar a result, each panel on a scale of its own.
final class BenchPlot {
    private static final int WIDTH = 720;
    private static final int MARGIN = 16;
    private static final int CHARACTER_WIDTH = 8;
    private static final int BAR_HEIGHT = 18;
    private static final int BAR_GAP = 6;
    private static final int PANEL_GAP = 36;
    private static final int TOP = 44;
    private static final int LABEL_WIDTH = 90;
    private static final String[] COLORS = {"#4472b4", "#dd8452", "#55a868", "#c44e52", "#8172b3"};

    private final String title;
    private final List<BenchResult> results;
    private final int left;
    private final StringBuilder svg = new StringBuilder();

    BenchPlot(String title, List<BenchResult> results) {
        this.title = title;
        this.results = results;
        this.left =
                MARGIN + CHARACTER_WIDTH * results.stream().mapToInt(result -> result.label().length()).max().orElse(0);
    }

    String svg() {
        int cases = results.getFirst().times().size();
        int panel = results.size() * (BAR_HEIGHT + BAR_GAP) + PANEL_GAP;
        int height = TOP + cases * panel;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" "
                        + "font-size=\"13\" role=\"img\">%n",
                WIDTH, height);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
        text(MARGIN, 26, "start", 16, title);
        for (int i = 0; i < cases; i++) {
            panel(i, TOP + i * panel);
        }
        return svg.append("</svg>\n").toString();
    }

    private void panel(int number, int top) {
        long longest = results.stream().mapToLong(result -> result.times().get(number).nanos()).max().orElse(1);
        text(
                MARGIN,
                top + 14,
                "start",
                13,
                results.getFirst().times().get(number).name() + " (median, shorter is better)");
        int y = top + 22;
        for (int i = 0; i < results.size(); i++) {
            long nanos = results.get(i).times().get(number).nanos();
            double width = Math.max(1, (double) nanos / Math.max(1, longest) * (WIDTH - left - LABEL_WIDTH));
            text(left - 8, y + 14, "end", 13, results.get(i).label());
            add(
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                    left, y, width, BAR_HEIGHT, COLORS[i % COLORS.length]);
            text((int) (left + width + 6), y + 14, "start", 13, Quantities.time(nanos));
            y += BAR_HEIGHT + BAR_GAP;
        }
    }

    private void text(int x, int y, String anchor, int size, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-size=\"%d\">%s</text>%n", x, y, anchor, size, escaped);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
