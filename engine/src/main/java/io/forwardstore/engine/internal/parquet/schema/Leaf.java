package io.forwardstore.engine.internal.parquet.schema;

import io.forwardstore.engine.internal.parquet.format.PhysicalType;

/// A leaf of the schema: what column chunks hold values of.
///
/// @param index its place among the leaves, and its chunk's in a row group
/// @param width the width of a value of fixed width in bytes, 0 for booleans and byte arrays
/// @param maxDefinition the definition level of a value that is not null
/// @param maxRepetition the repetition level of its innermost list, 0 if there is none
/// @param path the names from the root, joined by dots
public record Leaf(int index, PhysicalType type, int width, int maxDefinition, int maxRepetition, String path) {
    /// True if no struct or list surrounds the value.
    public boolean isFlat() {
        return maxRepetition == 0 && maxDefinition <= 1;
    }
}
