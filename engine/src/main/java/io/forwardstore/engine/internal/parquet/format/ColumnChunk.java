package io.forwardstore.engine.internal.parquet.format;

import org.jspecify.annotations.Nullable;

/// Where one leaf's values of one row group lie.
///
/// @param filePath another file that holds them, null if it is this one
/// @param type null if the chunk's metadata is missing, as in encrypted files
/// @param encodings those of the data pages' values if the file tells them apart, else all: of levels and dictionaries
///   too
/// @param valueCount values, nulls and the marks of empty lists included
/// @param dictionaryOffsetBytes where the dictionary page starts, 0 if the file does not say
/// @param offsetIndexBytes 0 if there is no offset index
public record ColumnChunk(
        @Nullable String filePath,
        boolean encrypted,
        @Nullable PhysicalType type,
        EncodingSet encodings,
        Codec codec,
        long valueCount,
        long uncompressedBytes,
        long compressedBytes,
        long dataOffsetBytes,
        long dictionaryOffsetBytes,
        long offsetIndexOffsetBytes,
        int offsetIndexBytes) {
    /// Where the chunk's first page starts.
    public long startOffsetBytes() {
        return dictionaryOffsetBytes > 0 && dictionaryOffsetBytes < dataOffsetBytes
                ? dictionaryOffsetBytes
                : dataOffsetBytes;
    }

    static ColumnChunk read(CompactReader in) {
        Builder chunk = new Builder();
        for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
            switch (CompactReader.id(field)) {
                case 1 -> chunk.filePath = in.readString(field);
                case 3 -> {
                    in.beginStruct(field);
                    chunk.readMetadata(in);
                }
                case 4 -> chunk.offsetIndexOffset = in.readLong(field);
                case 5 -> chunk.offsetIndexBytes = in.readInt(field);
                case 8, 9 -> {
                    chunk.encrypted = true;
                    in.skip(field);
                }
                default -> in.skip(field);
            }
        }
        return chunk.build();
    }

    /// The fields as they come in.
    private static final class Builder {
        private @Nullable String filePath;
        private boolean encrypted;
        private @Nullable PhysicalType type;
        private EncodingSet encodings = EncodingSet.NONE;
        private EncodingSet valueEncodings = EncodingSet.NONE;
        private Codec codec = Codec.UNCOMPRESSED;
        private long valueCount;
        private long uncompressedBytes;
        private long compressedBytes;
        private long dataOffset;
        private long dictionaryOffset;
        private long offsetIndexOffset;
        private int offsetIndexBytes;

        private void readMetadata(CompactReader in) {
            for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
                switch (CompactReader.id(field)) {
                    case 1 -> type = PhysicalType.of(in, in.readInt(field));
                    case 2 -> encodings = EncodingSet.read(in, field);
                    case 4 -> codec = Codec.of(in, in.readInt(field));
                    case 5 -> valueCount = in.readLong(field);
                    case 6 -> uncompressedBytes = in.readLong(field);
                    case 7 -> compressedBytes = in.readLong(field);
                    case 9 -> dataOffset = in.readLong(field);
                    case 11 -> dictionaryOffset = in.readLong(field);
                    case 13 -> valueEncodings = EncodingSet.readStatistics(in, field);
                    default -> in.skip(field);
                }
            }
        }

        private ColumnChunk build() {
            return new ColumnChunk(
                    filePath,
                    encrypted,
                    type,
                    valueEncodings.isEmpty() ? encodings : valueEncodings,
                    codec,
                    valueCount,
                    uncompressedBytes,
                    compressedBytes,
                    dataOffset,
                    dictionaryOffset,
                    offsetIndexOffset,
                    offsetIndexBytes);
        }
    }
}
