package io.forwardstore.engine.internal.parquet.format;

import io.forwardstore.engine.internal.parquet.format.LogicalType.Simple;

import org.jspecify.annotations.Nullable;

/// One node of the schema's tree, which the file holds in depth-first order.
///
/// @param type the physical type, null for a group
/// @param typeLength the width of a fixed-length byte array
/// @param childCount the children that follow, 0 for a leaf
/// @param fieldId the number that table formats give to fields, -1 if there is none
public record SchemaElement(
        String name,
        @Nullable PhysicalType type,
        int typeLength,
        Repetition repetition,
        int childCount,
        LogicalType logicalType,
        int fieldId) {
    private static final int NO_CONVERTED_TYPE = -1;

    static SchemaElement read(CompactReader in) {
        String name = "";
        PhysicalType type = null;
        int typeLength = 0;
        Repetition repetition = Repetition.REQUIRED;
        int childCount = 0;
        int converted = NO_CONVERTED_TYPE;
        int scale = 0;
        int precision = 0;
        int fieldId = -1;
        LogicalType logical = Simple.NONE;
        for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
            switch (CompactReader.id(field)) {
                case 1 -> type = PhysicalType.of(in, in.readInt(field));
                case 2 -> typeLength = in.readInt(field);
                case 3 -> repetition = Repetition.of(in, in.readInt(field));
                case 4 -> name = in.readString(field);
                case 5 -> childCount = in.readInt(field);
                case 6 -> converted = in.readInt(field);
                case 7 -> scale = in.readInt(field);
                case 8 -> precision = in.readInt(field);
                case 9 -> fieldId = in.readInt(field);
                case 10 -> {
                    in.beginStruct(field);
                    logical = LogicalTypes.read(in);
                }
                default -> in.skip(field);
            }
        }
        if (childCount < 0) {
            throw in.malformed("a child count from 0, found " + childCount);
        }
        LogicalType legacy = LogicalTypes.ofConverted(converted, precision, scale);
        if (logical == Simple.NONE || logical == Simple.UNDEFINED) {
            logical = legacy == Simple.NONE ? logical : legacy;
        } else if (logical == Simple.ALWAYS_NULL && legacy == Simple.INTERVAL) {
            // Intervals have no logical type, and parquet-java says UNKNOWN of them.
            logical = legacy;
        }
        return new SchemaElement(name, type, typeLength, repetition, childCount, logical, fieldId);
    }
}
