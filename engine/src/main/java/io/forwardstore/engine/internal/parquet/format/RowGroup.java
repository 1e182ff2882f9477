package io.forwardstore.engine.internal.parquet.format;

import java.util.ArrayList;
import java.util.List;

/// One row group.
///
/// @param columns its column chunks, one for each leaf of the schema
public record RowGroup(long rowCount, List<ColumnChunk> columns) {
    private static final int MIN_CHUNK_BYTES = 4;

    static RowGroup read(CompactReader in) {
        long rowCount = 0;
        List<ColumnChunk> columns = List.of();
        for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
            switch (CompactReader.id(field)) {
                case 1 -> columns = readColumns(in, field);
                case 3 -> rowCount = in.readLong(field);
                default -> in.skip(field);
            }
        }
        if (rowCount < 0) {
            throw in.malformed("a row count from 0, found " + rowCount);
        }
        return new RowGroup(rowCount, columns);
    }

    private static List<ColumnChunk> readColumns(CompactReader in, int field) {
        int count = in.beginStructList(field, MIN_CHUNK_BYTES);
        List<ColumnChunk> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            columns.add(ColumnChunk.read(in));
        }
        return columns;
    }
}
