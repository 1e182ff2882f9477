package io.forwardstore.benchmarks.peer;

import io.forwardstore.ForwardStore;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// The check that every peer passes before it is timed: its answers are those of the generator.
public final class Gate {
    private static final long SEED = 11;
    private static final int SINGLE_ROWS = 20;
    private static final int REQUESTS = 3;

    private final String name;
    private final TableForm form;
    private final BenchmarkFiles files;

    /// @param peer the one to check
    /// @param files of the table
    public Gate(Peer peer, BenchmarkFiles files) {
        this.name = peer.name();
        this.form = peer.form();
        this.files = files;
    }

    /// Checks the answers to a case: rows one by one, random requests with a repeated row and both ends, or the sums
    /// over a scan.
    ///
    /// @throws WrongAnswerException if one is wrong
    public void check(OpenTable table, Case question) throws Exception {
        Columns columns = question.columns(form);
        if (question.isScan()) {
            Tally actual = new Tally();
            table.scan(columns, actual);
            compare(name, "scan of " + columns, Expected.ofAll(columns, files), actual);
            return;
        }
        if (question == Case.OPEN) {
            Tally actual = new Tally();
            table.firstRow(columns, actual);
            compare(name, "first row", Expected.of(columns, LongStream.of(0)), actual);
            return;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < SINGLE_ROWS; i++) {
            checkFetch(table, columns, random.nextLong(files.rows()));
        }
        for (int i = 0; i < REQUESTS; i++) {
            long[] rows = random.longs(question.rows(), 0, files.rows()).toArray();
            if (rows.length > 3) {
                rows[0] = files.rows() - 1L;
                rows[1] = 0;
                rows[3] = rows[2];
            }
            checkFetch(table, columns, rows);
        }
    }

    /// Checks all columns without nesting of a store.
    ///
    /// @param name of what wrote it
    public static void checkFlat(String name, ForwardStore store, BenchmarkFiles files) throws Exception {
        Tally actual = new Tally();
        Vectors.addAll(store.scan(Columns.FLAT.names()), Columns.FLAT, actual);
        compare(name, "scan", Expected.ofAll(Columns.FLAT, files), actual);
    }

    private void checkFetch(OpenTable table, Columns columns, long... rows) throws Exception {
        Tally actual = new Tally();
        table.fetch(columns, rows, actual);
        compare(
                name,
                "fetch of " + columns + " of " + rows.length + " rows from row " + rows[0] + " on",
                Expected.of(columns, LongStream.of(rows)),
                actual);
    }

    private static void compare(String name, String what, Tally expected, Tally actual) throws WrongAnswerException {
        if (!expected.matches(actual)) {
            throw new WrongAnswerException(
                    "[%s] Wrong %s: expected %s, got %s".formatted(name, what, expected, actual));
        }
    }
}
