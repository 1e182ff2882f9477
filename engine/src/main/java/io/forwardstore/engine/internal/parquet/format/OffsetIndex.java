package io.forwardstore.engine.internal.parquet.format;

/// Where a column chunk's data pages lie (Parquet specification, "Page Index").
///
/// @param offsetBytes where each page's header starts
/// @param bytes each page's size, header included
/// @param firstRows each page's first row within the row group
public record OffsetIndex(long[] offsetBytes, int[] bytes, long[] firstRows) {
    private static final int MIN_LOCATION_BYTES = 4;

    public static OffsetIndex read(CompactReader in) {
        OffsetIndex index = new OffsetIndex(new long[0], new int[0], new long[0]);
        for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
            if (CompactReader.id(field) == 1) {
                index = readLocations(in, field);
            } else {
                in.skip(field);
            }
        }
        return index;
    }

    private static OffsetIndex readLocations(CompactReader in, int list) {
        int count = in.beginStructList(list, MIN_LOCATION_BYTES);
        OffsetIndex index = new OffsetIndex(new long[count], new int[count], new long[count]);
        for (int i = 0; i < count; i++) {
            for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
                switch (CompactReader.id(field)) {
                    case 1 -> index.offsetBytes[i] = in.readLong(field);
                    case 2 -> index.bytes[i] = in.readInt(field);
                    case 3 -> index.firstRows[i] = in.readLong(field);
                    default -> in.skip(field);
                }
            }
        }
        return index;
    }
}
