package io.forwardstore.engine.internal.parquet.format;

/// Compression codecs. In the order of the format's numbers.
public enum Codec {
    UNCOMPRESSED,
    SNAPPY,
    GZIP,
    LZO,
    BROTLI,
    /// The deprecated LZ4 whose framing depends on the writer.
    LZ4,
    ZSTD,
    LZ4_RAW;

    private static final Codec[] VALUES = values();

    static Codec of(CompactReader in, int number) {
        if (number < 0 || number >= VALUES.length) {
            throw in.malformed("a codec from 0 to 7, found " + number);
        }
        return VALUES[number];
    }
}
