package io.forwardstore.engine.internal.parquet.format;

/// A page's header.
///
/// @param headerBytes the header's own size
/// @param compressedBytes the page's size in the file, from 0
/// @param uncompressedBytes the page's size after decompression, levels included, from 0
/// @param crc the checksum of the page's bytes in the file, or -1 if there is none
/// @param valueCount values, nulls included, from 0
/// @param rowCount rows, or -1 if the header does not say
/// @param definitionBytes version 2: the definition levels' size, from 0
/// @param repetitionBytes version 2: the repetition levels' size, from 0
/// @param compressed version 2: whether the values are compressed
public record PageHeader(
        Kind kind,
        int headerBytes,
        int compressedBytes,
        int uncompressedBytes,
        long crc,
        int valueCount,
        int rowCount,
        Encoding encoding,
        Encoding definitionEncoding,
        Encoding repetitionEncoding,
        int definitionBytes,
        int repetitionBytes,
        boolean compressed) {
    /// What a page holds.
    public enum Kind {
        DATA,
        INDEX,
        DICTIONARY,
        DATA_V2,
        /// A kind that is not known, to be passed over.
        OTHER;

        private static final Kind[] VALUES = values();
    }

    /// The `crc` of a page without one.
    public static final long NO_CRC = -1;

    /// True for a data page of either version.
    public boolean isData() {
        return kind == Kind.DATA || kind == Kind.DATA_V2;
    }

    public static PageHeader read(CompactReader in) {
        return new Builder().read(in);
    }

    /// The fields as they come in.
    private static final class Builder {
        private Kind kind = Kind.OTHER;
        private int compressedBytes = -1;
        private int uncompressedBytes = -1;
        private long crc = NO_CRC;
        private int valueCount;
        private int rowCount = -1;
        private Encoding encoding = Encoding.PLAIN;
        private Encoding definitionEncoding = Encoding.RLE;
        private Encoding repetitionEncoding = Encoding.RLE;
        private int definitionBytes;
        private int repetitionBytes;
        private boolean compressed = true;
        private boolean hasDetails;

        private PageHeader read(CompactReader in) {
            for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
                switch (CompactReader.id(field)) {
                    case 1 -> kind = kind(in.readInt(field));
                    case 2 -> uncompressedBytes = in.readInt(field);
                    case 3 -> compressedBytes = in.readInt(field);
                    case 4 -> crc = Integer.toUnsignedLong(in.readInt(field));
                    case 5 -> readDetails(in, field, Kind.DATA);
                    case 7 -> readDetails(in, field, Kind.DICTIONARY);
                    case 8 -> readDetails(in, field, Kind.DATA_V2);
                    default -> in.skip(field);
                }
            }
            check(in);
            return new PageHeader(
                    kind,
                    (int) in.consumedBytes(),
                    compressedBytes,
                    uncompressedBytes,
                    crc,
                    valueCount,
                    rowCount,
                    encoding,
                    definitionEncoding,
                    repetitionEncoding,
                    definitionBytes,
                    repetitionBytes,
                    compressed);
        }

        private static Kind kind(int number) {
            return number >= 0 && number < Kind.OTHER.ordinal() ? Kind.VALUES[number] : Kind.OTHER;
        }

        private void readDetails(CompactReader in, int field, Kind of) {
            if (kind != of) {
                in.skip(field);
                return;
            }
            hasDetails = true;
            in.beginStruct(field);
            if (of == Kind.DATA_V2) {
                readVersion2(in);
            } else {
                readVersion1(in);
            }
        }

        /// A data page of version 1, or a dictionary page, whose first two fields are the same.
        private void readVersion1(CompactReader in) {
            for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
                switch (CompactReader.id(field)) {
                    case 1 -> valueCount = in.readInt(field);
                    case 2 -> encoding = Encoding.of(in, in.readInt(field));
                    case 3 -> {
                        if (kind == Kind.DATA) {
                            definitionEncoding = Encoding.of(in, in.readInt(field));
                        } else {
                            in.skip(field);
                        }
                    }
                    case 4 -> repetitionEncoding = Encoding.of(in, in.readInt(field));
                    default -> in.skip(field);
                }
            }
        }

        private void readVersion2(CompactReader in) {
            for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
                switch (CompactReader.id(field)) {
                    case 1 -> valueCount = in.readInt(field);
                    case 3 -> rowCount = in.readInt(field);
                    case 4 -> encoding = Encoding.of(in, in.readInt(field));
                    case 5 -> definitionBytes = in.readInt(field);
                    case 6 -> repetitionBytes = in.readInt(field);
                    case 7 -> compressed = in.readBoolean(field);
                    default -> in.skip(field);
                }
            }
        }

        private void check(CompactReader in) {
            if (compressedBytes < 0 || uncompressedBytes < 0) {
                throw in.malformed("page sizes from 0, found " + compressedBytes + " and " + uncompressedBytes);
            }
            if (kind == Kind.INDEX || kind == Kind.OTHER) {
                return;
            }
            if (!hasDetails) {
                throw in.malformed("the header of a page of kind " + kind);
            }
            if (valueCount < 0 || (kind == Kind.DATA_V2 && rowCount < 0)) {
                throw in.malformed("value and row counts from 0, found " + valueCount + " and " + rowCount);
            }
            long levelBytes = (long) definitionBytes + repetitionBytes;
            if (definitionBytes < 0
                    || repetitionBytes < 0
                    || levelBytes > compressedBytes
                    || levelBytes > uncompressedBytes) {
                throw in.malformed("levels within the page, found " + levelBytes + " bytes of them");
            }
        }
    }
}
