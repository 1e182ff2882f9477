package io.forwardstore.engine.internal.parquet.format;

/// How a leaf's values are stored (Parquet specification, "Types"). In the order of the format's numbers.
public enum PhysicalType {
    BOOLEAN(0),
    INT32(4),
    INT64(8),
    INT96(12),
    FLOAT(4),
    DOUBLE(8),
    BYTE_ARRAY(0),
    FIXED_LEN_BYTE_ARRAY(0);

    private static final PhysicalType[] VALUES = values();

    private final int bytes;

    PhysicalType(int bytes) {
        this.bytes = bytes;
    }

    /// The width of a value in bytes, 0 if the type alone does not say.
    public int bytes() {
        return bytes;
    }

    static PhysicalType of(CompactReader in, int number) {
        if (number < 0 || number >= VALUES.length) {
            throw in.malformed("a physical type from 0 to 7, found " + number);
        }
        return VALUES[number];
    }
}
