package io.forwardstore.engine.internal.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.forwardstore.engine.internal.plot.BarPlot.Bar;
import io.forwardstore.engine.internal.plot.BarPlot.Panel;
import io.forwardstore.engine.internal.plot.BarPlot.Scale;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

final class BarPlotTest {
    private static final Pattern PICTURE = Pattern.compile("<svg [^>]*width=\"(\\d+)\"");
    private static final Pattern BAR = Pattern.compile("<rect x=\"([0-9.]+)\" y=\"[0-9.]+\" width=\"([0-9.]+)\"");

    private static String plot(String label, double... values) {
        List<Bar> bars = new ArrayList<>();
        for (double value : values) {
            bars.add(new Bar(label, value, value + " s"));
        }
        return new BarPlot("title", List.of(new Panel("panel", bars)), Scale.LINEAR).svg();
    }

    private static List<MatchResult> bars(String svg) {
        return BAR.matcher(svg).results().toList();
    }

    private static double number(MatchResult match, int group) {
        return Double.parseDouble(match.group(group));
    }

    private static double widthOf(String svg) {
        return number(PICTURE.matcher(svg).results().findFirst().orElseThrow(), 1);
    }

    @Test
    void barsAreInProportion() {
        List<MatchResult> bars = bars(plot("label", 4, 1));

        assertEquals(4, number(bars.get(0), 2) / number(bars.get(1), 2), 0.01);
    }

    @Test
    void longLabelsWidenThePictureAndLeaveRoomForBars() {
        String label = "x".repeat(200);

        String svg = plot(label, 4, 1);

        MatchResult longest = bars(svg).getFirst();
        assertTrue(number(longest, 1) >= label.length() * 8, svg);
        assertTrue(number(longest, 2) >= 200, svg);
        assertTrue(number(longest, 1) + number(longest, 2) < widthOf(svg), svg);
        assertEquals(760, widthOf(plot("label", 4, 1)));
    }

    @Test
    void aLongTitleWidensThePicture() {
        String svg = new BarPlot("x".repeat(300), List.of(), Scale.LINEAR).svg();

        assertTrue(widthOf(svg) >= 300 * 10, svg);
    }
}
