package io.forwardstore.engine;

/// How a file's data is compressed.
public enum Compression {
    /// Not at all. Arrow IPC columns written so are read without a copy.
    UNCOMPRESSED,

    /// LZ4: quick to decompress. In Arrow IPC as LZ4 frames, in Parquet as `LZ4_RAW`.
    LZ4,

    /// Zstandard: small.
    ZSTD,

    /// Snappy, in Parquet only.
    SNAPPY,

    /// GZIP, in Parquet only: read everywhere, slow.
    GZIP
}
