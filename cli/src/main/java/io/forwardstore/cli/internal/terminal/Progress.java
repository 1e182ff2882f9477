package io.forwardstore.cli.internal.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// A progress bar on standard error. Draws nothing where that is no terminal.
///
/// One thread at a time.
public final class Progress implements AutoCloseable {
    private static final int BAR_CELLS = 30;
    private static final long REDRAW_NANOS = Duration.ofMillis(80).toNanos();
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintStream err;
    private final Terminal terminal;
    private final String task;
    private final long total;
    private final long startNanos = System.nanoTime();
    private long drawnNanos = startNanos - REDRAW_NANOS;
    private boolean isDrawn;

    /// @param task what goes on, such as `Writing rows`
    /// @param total the number of steps
    public Progress(PrintStream err, Terminal terminal, String task, long total) {
        this.err = err;
        this.terminal = terminal;
        this.task = task;
        this.total = total;
    }

    /// Shows that `done` of the steps are done.
    public void at(long done) {
        long now = System.nanoTime();
        if (terminal.showsErr() && (now - drawnNanos >= REDRAW_NANOS || done >= total)) {
            drawnNanos = now;
            isDrawn = true;
            err.print(CLEAR_LINE + line(done, now - startNanos));
            err.flush();
        }
    }

    private String line(long done, long elapsedNanos) {
        double share = total == 0 ? 1 : (double) done / total;
        int full = (int) Math.min(BAR_CELLS, share * BAR_CELLS);
        String bar =
                terminal.drawsUnicode()
                        ? "█".repeat(full) + "░".repeat(BAR_CELLS - full)
                        : "#".repeat(full) + ".".repeat(BAR_CELLS - full);
        String text =
                String.format(
                        Locale.ROOT,
                        "%s %s %3.0f %%  %,d of %,d  %.1f s",
                        task,
                        bar,
                        share * 100,
                        done,
                        total,
                        elapsedNanos / 1e9);
        return text.length() < terminal.widthColumns() ? text : text.substring(0, terminal.widthColumns() - 1);
    }

    /// Takes the bar away.
    @Override
    public void close() {
        if (isDrawn) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
