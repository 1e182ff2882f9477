package io.forwardstore.engine.internal.parquet.format;

/// How often a field occurs in its parent. In the order of the format's numbers.
public enum Repetition {
    REQUIRED,
    OPTIONAL,
    REPEATED;

    private static final Repetition[] VALUES = values();

    static Repetition of(CompactReader in, int number) {
        if (number < 0 || number >= VALUES.length) {
            throw in.malformed("a repetition from 0 to 2, found " + number);
        }
        return VALUES[number];
    }
}
