package io.forwardstore.cli;

import java.util.Locale;

/// Times and sizes for people.
final class Quantities {
    private Quantities() {}

    /// `12.3 µs`, `4.56 ms` or `7.89 s`: three digits that count.
    static String time(long nanos) {
        if (nanos < 1_000_000) {
            return digits(nanos / 1e3) + " µs";
        }
        return nanos < 1_000_000_000 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    /// `512 B`, `12.3 kB`, `642 MB`.
    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return digits(bytes / 1e3) + " kB";
        }
        return bytes < 1_000_000_000 ? digits(bytes / 1e6) + " MB" : digits(bytes / 1e9) + " GB";
    }

    private static String digits(double value) {
        int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
