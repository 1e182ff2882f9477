package io.forwardstore.engine.internal.parquet.format;

/// Encodings of values and levels. In the order of the format's numbers.
public enum Encoding {
    PLAIN,
    /// Number 1 was never given out.
    RESERVED,
    PLAIN_DICTIONARY,
    RLE,
    BIT_PACKED,
    DELTA_BINARY_PACKED,
    DELTA_LENGTH_BYTE_ARRAY,
    DELTA_BYTE_ARRAY,
    RLE_DICTIONARY,
    BYTE_STREAM_SPLIT;

    private static final Encoding[] VALUES = values();

    static Encoding of(CompactReader in, int number) {
        if (number < 0 || number >= VALUES.length) {
            throw in.malformed("an encoding from 0 to 9, found " + number);
        }
        return VALUES[number];
    }

    /// True if values are indices into the chunk's dictionary.
    public boolean isDictionary() {
        return this == PLAIN_DICTIONARY || this == RLE_DICTIONARY;
    }
}
