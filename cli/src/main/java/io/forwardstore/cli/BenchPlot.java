package io.forwardstore.cli;

import io.forwardstore.cli.internal.terminal.Printable;
import io.forwardstore.engine.internal.plot.BarPlot;
import io.forwardstore.engine.internal.plot.BarPlot.Bar;
import io.forwardstore.engine.internal.plot.BarPlot.Panel;
import io.forwardstore.engine.internal.plot.BarPlot.Scale;

import java.util.ArrayList;
import java.util.List;

/// Times as a picture: a panel of bars a case, a bar a result.
record BenchPlot(String title, List<BenchResult> results) {
    String svg() {
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i < results.getFirst().times().size(); i++) {
            panels.add(panel(i));
        }
        return new BarPlot(Printable.of(title), panels, Scale.LINEAR).svg();
    }

    private Panel panel(int number) {
        List<Bar> bars = new ArrayList<>();
        for (BenchResult result : results) {
            long nanos = result.times().get(number).nanos();
            bars.add(new Bar(Printable.of(result.label()), nanos, Quantities.time(nanos)));
        }
        return new Panel(results.getFirst().times().get(number).name() + " (median, shorter is better)", bars);
    }
}
