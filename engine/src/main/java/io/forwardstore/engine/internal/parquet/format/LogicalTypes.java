package io.forwardstore.engine.internal.parquet.format;

import io.forwardstore.engine.internal.parquet.format.LogicalType.Simple;

import org.apache.arrow.vector.types.TimeUnit;

/// Reads logical types, old and new.
final class LogicalTypes {
    private LogicalTypes() {}

    /// The union `LogicalType`: its field number says which type it is.
    static LogicalType read(CompactReader in) {
        LogicalType type = Simple.UNDEFINED;
        for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
            type = readMember(in, field);
        }
        return type;
    }

    private static LogicalType readMember(CompactReader in, int field) {
        switch (CompactReader.id(field)) {
            case 5 -> {
                return readDecimal(in, field);
            }
            case 7, 8 -> {
                return readTime(in, field);
            }
            case 10 -> {
                return readInt(in, field);
            }
            default -> {
                in.skip(field);
                return simple(CompactReader.id(field));
            }
        }
    }

    private static LogicalType simple(int id) {
        return switch (id) {
            case 1 -> Simple.STRING;
            case 2 -> Simple.MAP;
            case 3 -> Simple.LIST;
            case 4 -> Simple.ENUM;
            case 6 -> Simple.DATE;
            case 11 -> Simple.ALWAYS_NULL;
            case 12 -> Simple.JSON;
            case 13 -> Simple.BSON;
            case 14 -> Simple.UUID;
            case 15 -> Simple.FLOAT16;
            case 16 -> Simple.VARIANT;
            case 17 -> Simple.GEOMETRY;
            case 18 -> Simple.GEOGRAPHY;
            default -> Simple.UNDEFINED;
        };
    }

    private static LogicalType readDecimal(CompactReader in, int member) {
        in.beginStruct(member);
        int scale = 0;
        int precision = 0;
        for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
            switch (CompactReader.id(field)) {
                case 1 -> scale = in.readInt(field);
                case 2 -> precision = in.readInt(field);
                default -> in.skip(field);
            }
        }
        return new LogicalType.Decimal(precision, scale);
    }

    private static LogicalType readTime(CompactReader in, int member) {
        in.beginStruct(member);
        boolean utc = false;
        TimeUnit unit = null;
        for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
            switch (CompactReader.id(field)) {
                case 1 -> utc = in.readBoolean(field);
                case 2 -> unit = readUnit(in, field);
                default -> in.skip(field);
            }
        }
        if (unit == null) {
            return Simple.UNDEFINED;
        }
        return CompactReader.id(member) == 7 ? new LogicalType.Time(unit, utc) : new LogicalType.Timestamp(unit, utc);
    }

    private static TimeUnit readUnit(CompactReader in, int member) {
        in.beginStruct(member);
        TimeUnit unit = TimeUnit.SECOND;
        for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
            unit =
                    switch (CompactReader.id(field)) {
                        case 1 -> TimeUnit.MILLISECOND;
                        case 2 -> TimeUnit.MICROSECOND;
                        case 3 -> TimeUnit.NANOSECOND;
                        default -> TimeUnit.SECOND;
                    };
            in.skip(field);
        }
        if (unit == TimeUnit.SECOND) {
            throw in.malformed("a time unit of milliseconds, microseconds or nanoseconds");
        }
        return unit;
    }

    private static LogicalType readInt(CompactReader in, int member) {
        in.beginStruct(member);
        int bits = 0;
        boolean signed = true;
        for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
            switch (CompactReader.id(field)) {
                case 1 -> bits = in.readInt(field);
                case 2 -> signed = in.readBoolean(field);
                default -> in.skip(field);
            }
        }
        return new LogicalType.Int(bits, signed);
    }

    /// The logical type that a legacy converted type stands for.
    static LogicalType ofConverted(int converted, int precision, int scale) {
        return switch (converted) {
            case 0 -> Simple.STRING;
            case 1, 2 -> Simple.MAP;
            case 3 -> Simple.LIST;
            case 4 -> Simple.ENUM;
            case 5 -> new LogicalType.Decimal(precision, scale);
            case 6 -> Simple.DATE;
            case 7 -> new LogicalType.Time(TimeUnit.MILLISECOND, true);
            case 8 -> new LogicalType.Time(TimeUnit.MICROSECOND, true);
            case 9 -> new LogicalType.Timestamp(TimeUnit.MILLISECOND, false);
            case 10 -> new LogicalType.Timestamp(TimeUnit.MICROSECOND, false);
            case 11, 12, 13, 14 -> new LogicalType.Int(8 << (converted - 11), false);
            case 15, 16, 17, 18 -> new LogicalType.Int(8 << (converted - 15), true);
            case 19 -> Simple.JSON;
            case 20 -> Simple.BSON;
            case 21 -> Simple.INTERVAL;
            default -> Simple.NONE;
        };
    }
}
