package io.forwardstore.engine.internal.parquet.format;

import org.apache.arrow.vector.types.TimeUnit;

/// What a field means beyond its physical type (Parquet specification, "Logical Types"); the legacy converted types are
/// read as the logical types that replace them.
public sealed interface LogicalType {
    /// Types without parameters.
    enum Simple implements LogicalType {
        NONE,
        STRING,
        MAP,
        LIST,
        ENUM,
        DATE,
        JSON,
        BSON,
        UUID,
        FLOAT16,
        INTERVAL,
        VARIANT,
        GEOMETRY,
        GEOGRAPHY,
        /// The format's UNKNOWN: a column that holds nothing but nulls.
        ALWAYS_NULL,
        /// A type that this reader does not know.
        UNDEFINED
    }

    /// @param precision decimal digits
    /// @param scale digits after the decimal point
    record Decimal(int precision, int scale) implements LogicalType {}

    /// @param bits 8, 16, 32 or 64
    record Int(int bits, boolean signed) implements LogicalType {}

    /// @param utc true if adjusted to UTC
    record Time(TimeUnit unit, boolean utc) implements LogicalType {}

    /// @param utc true if adjusted to UTC; false for the legacy types, which do not say
    record Timestamp(TimeUnit unit, boolean utc) implements LogicalType {}
}
