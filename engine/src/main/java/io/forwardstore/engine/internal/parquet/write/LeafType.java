package io.forwardstore.engine.internal.parquet.write;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/// How values of an Arrow type stand in a Parquet file.
///
/// @param physical the physical type
/// @param width the width of a fixed-length byte array, 0 for other types
/// @param logical the annotation, null if there is none
/// @param converted the same for readers that know only the older annotations, null if there is none
/// @param precision of a decimal, else 0
/// @param scale of a decimal, else 0
/// @param values puts Arrow's values into PLAIN encoding
/// @param order how values are ordered, for statistics
record LeafType(
        Type physical,
        int width,
        @Nullable LogicalType logical,
        @Nullable ConvertedType converted,
        int precision,
        int scale,
        PlainValues values,
        ValueOrder order) {
    /// The bytes of a value in PLAIN encoding, a boolean taken as a byte; 0 if each value begins with its length.
    int plainBytes() {
        return switch (physical) {
            case BOOLEAN -> Byte.BYTES;
            case INT32, FLOAT -> Integer.BYTES;
            case INT64, DOUBLE -> Long.BYTES;
            case FIXED_LEN_BYTE_ARRAY -> width;
            case INT96, BYTE_ARRAY -> 0;
        };
    }

    static LeafType of(Type physical, PlainValues values, ValueOrder order) {
        return new LeafType(physical, 0, null, null, 0, 0, values, order);
    }

    static LeafType fixed(int width, PlainValues values, ValueOrder order) {
        return new LeafType(Type.FIXED_LEN_BYTE_ARRAY, width, null, null, 0, 0, values, order);
    }

    LeafType annotated(LogicalType newLogical, @Nullable ConvertedType newConverted) {
        return new LeafType(physical, width, newLogical, newConverted, precision, scale, values, order);
    }

    LeafType decimal(int newPrecision, int newScale, LogicalType newLogical) {
        return new LeafType(physical, width, newLogical, ConvertedType.DECIMAL, newPrecision, newScale, values, order);
    }
}
