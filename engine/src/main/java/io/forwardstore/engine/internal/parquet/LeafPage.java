package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.internal.parquet.decode.HybridReader;
import io.forwardstore.engine.internal.parquet.decode.ValueDecoder;

import org.jspecify.annotations.Nullable;

/// A data page that is open for reading: decompressed, its parts found.
///
/// @param valueCount values, nulls included
/// @param repetition the repetition levels, null if the leaf is in no list
/// @param definition the definition levels, null if nothing can be null
/// @param values the values that are not null
/// @param plain true if nothing was decompressed: values stand in the file's own bytes
record LeafPage(
        int valueCount,
        @Nullable HybridReader repetition,
        @Nullable HybridReader definition,
        ValueDecoder values,
        boolean plain,
        long fileOffsetBytes) {}
