package io.forwardstore.engine.internal.parquet;

import io.forwardstore.StorageOption;

import java.util.List;

/// How Parquet files are read.
public final class ParquetOptions {
    /// Whether pages are checked against the checksums that their headers may hold.
    public static final StorageOption<Boolean> VERIFY_CHECKSUMS =
            StorageOption.ofBoolean(
                    "forwardstore.parquet.verify-checksums",
                    false,
                    "Check each page against the checksum in its header, if it has one");

    /// How much memory decoded dictionaries may keep.
    public static final StorageOption<Long> DICTIONARY_BYTES =
            StorageOption.ofBytes(
                    "forwardstore.parquet.dictionary-bytes",
                    64L << 20,
                    "Memory for dictionaries kept between fetches, for each open file");

    /// All options.
    public static final List<StorageOption<?>> ALL = List.of(VERIFY_CHECKSUMS, DICTIONARY_BYTES);

    private ParquetOptions() {}
}
