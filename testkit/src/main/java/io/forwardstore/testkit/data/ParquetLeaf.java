package io.forwardstore.testkit.data;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// How a type without children stands in Parquet: its physical and logical type, and its values in encoding PLAIN
/// (Parquet specification, "Types", "Logical Types", "Encodings").
final class ParquetLeaf {
    private static final int BOOLEAN = 0;
    private static final int INT32 = 1;
    private static final int INT64 = 2;
    private static final int FLOAT = 4;
    private static final int DOUBLE = 5;
    private static final int BYTE_ARRAY = 6;
    private static final int FIXED_LEN_BYTE_ARRAY = 7;

    private final ArrowType type;
    private final int physicalType;

    private ParquetLeaf(ArrowType type, int physicalType) {
        this.type = type;
        this.physicalType = physicalType;
    }

    /// The leaf of a storage type, null if Parquet has no type for it.
    static @Nullable ParquetLeaf of(ArrowType type) {
        int physicalType =
                switch (type) {
                    case ArrowType.Bool _ -> BOOLEAN;
                    case ArrowType.Null _ -> INT32;
                    case ArrowType.Int t -> t.getBitWidth() == Long.SIZE ? INT64 : INT32;
                    case ArrowType.FloatingPoint t ->
                            switch (t.getPrecision()) {
                                case HALF -> FIXED_LEN_BYTE_ARRAY;
                                case SINGLE -> FLOAT;
                                case DOUBLE -> DOUBLE;
                            };
                    case ArrowType.Decimal _, ArrowType.FixedSizeBinary _ -> FIXED_LEN_BYTE_ARRAY;
                    case ArrowType.Utf8 _,
                            ArrowType.LargeUtf8 _,
                            ArrowType.Utf8View _,
                            ArrowType.Binary _,
                            ArrowType.LargeBinary _,
                            ArrowType.BinaryView _ ->
                            BYTE_ARRAY;
                    case ArrowType.Date t -> t.getUnit() == DateUnit.DAY ? INT32 : -1;
                    case ArrowType.Time t -> t.getUnit() == TimeUnit.SECOND ? -1 : t.getBitWidth() / Integer.SIZE;
                    case ArrowType.Timestamp t -> t.getUnit() == TimeUnit.SECOND ? -1 : INT64;
                    case ArrowType.Duration _ -> INT64;
                    default -> -1;
                };
        return physicalType < 0 ? null : new ParquetLeaf(type, physicalType);
    }

    int physicalType() {
        return physicalType;
    }

    /// The bytes of a value of fixed length, 0 for other physical types.
    int lengthBytes() {
        return switch (type) {
            case ArrowType.FloatingPoint _ when physicalType == FIXED_LEN_BYTE_ARRAY -> Short.BYTES;
            case ArrowType.FixedSizeBinary t -> t.getByteWidth();
            case ArrowType.Decimal t -> decimalBytes(t.getPrecision());
            default -> 0;
        };
    }

    /// The least bytes that hold every number of so many digits and its sign.
    private static int decimalBytes(int precision) {
        return BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1;
    }

    /// False for types whose values Parquet never puts into dictionaries.
    boolean allowsDictionary() {
        return physicalType != BOOLEAN;
    }

    /// Writes what a schema element says of its type beyond the physical one.
    void writeLogicalType(CompactThrift element) {
        switch (type) {
            case ArrowType.Utf8 _, ArrowType.LargeUtf8 _, ArrowType.Utf8View _ -> logical(element, 1).end();
            case ArrowType.Decimal t ->
                    logical(element.i32(7, t.getScale()).i32(8, t.getPrecision()), 5)
                            .i32(1, t.getScale())
                            .i32(2, t.getPrecision())
                            .end();
            case ArrowType.Date _ -> logical(element, 6).end();
            case ArrowType.Time t -> unit(logical(element, 7).bool(1, true), t.getUnit());
            case ArrowType.Timestamp t -> unit(logical(element, 8).bool(1, t.getTimezone() != null), t.getUnit());
            case ArrowType.Int t -> logical(element, 10).i8(1, t.getBitWidth()).bool(2, t.getIsSigned()).end();
            case ArrowType.Null _ -> logical(element, 11).end();
            case ArrowType.FloatingPoint _ when physicalType == FIXED_LEN_BYTE_ARRAY -> logical(element, 15).end();
            default -> {
                return;
            }
        }
        element.end();
    }

    /// The union LogicalType with one of its members begun.
    private static CompactThrift logical(CompactThrift element, int member) {
        return element.struct(10).struct(member);
    }

    private static void unit(CompactThrift member, TimeUnit unit) {
        member.struct(2).struct(unit.ordinal()).end().end().end();
    }

    /// The values in encoding PLAIN.
    byte[] plain(List<?> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (physicalType == BOOLEAN) {
            byte[] packed = HybridLevels.packed(values.stream().map(value -> (Boolean) value ? 1 : 0).toList(), 1);
            // Without the header of the run: what is left are the bits.
            int bits = (values.size() + 7) / 8;
            out.write(packed, packed.length - bits, bits);
            return out.toByteArray();
        }
        for (Object value : values) {
            out.writeBytes(plain(value));
        }
        return out.toByteArray();
    }

    private byte[] plain(Object value) {
        if (physicalType == BYTE_ARRAY) {
            byte[] content = ArrowBody.content(value);
            return littleEndian(Integer.BYTES + content.length).putInt(content.length).put(content).array();
        }
        if (physicalType == INT32) {
            return littleEndian(Integer.BYTES).putInt(((Long) value).intValue()).array();
        }
        if (type instanceof ArrowType.Decimal) {
            return bigEndian((BigDecimal) value, lengthBytes());
        }
        ByteBuffer out = littleEndian(FixedWidth.bytes(type));
        FixedWidth.put(type, value, out);
        return out.array();
    }

    private static byte[] bigEndian(BigDecimal value, int width) {
        byte[] shortest = value.unscaledValue().toByteArray();
        byte[] padded = new byte[width];
        java.util.Arrays.fill(padded, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, padded, width - shortest.length, shortest.length);
        return padded;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
