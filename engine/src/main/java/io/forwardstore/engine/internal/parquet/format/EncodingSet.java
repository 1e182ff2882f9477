package io.forwardstore.engine.internal.parquet.format;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The encodings that a column chunk names, in a few bits: a file may have a million chunks.
///
/// Numbers that the format does not know are passed over: a chunk that uses one is refused where its pages are read.
///
/// @param bits a bit for each encoding, by its number
public record EncodingSet(int bits) implements Iterable<Encoding> {
    static final EncodingSet NONE = new EncodingSet(0);

    private static final Encoding[] ENCODINGS = Encoding.values();

    /// A structure without fields is its end.
    private static final int MIN_STATISTIC_BYTES = 1;

    private static final int DATA_PAGE = 0;
    private static final int DATA_PAGE_V2 = 3;

    /// A list of encodings.
    static EncodingSet read(CompactReader in, int field) {
        int bits = 0;
        int count = in.beginIntList(field);
        for (int i = 0; i < count; i++) {
            bits |= bitOf(in.nextInt());
        }
        return new EncodingSet(bits);
    }

    /// The encodings of data pages in a list of page counts by page type and encoding.
    static EncodingSet readStatistics(CompactReader in, int list) {
        int bits = 0;
        int count = in.beginStructList(list, MIN_STATISTIC_BYTES);
        for (int i = 0; i < count; i++) {
            int pageType = -1;
            int encoding = -1;
            for (int field = in.nextField(0); field != CompactReader.STOP; field = in.nextField(field)) {
                switch (CompactReader.id(field)) {
                    case 1 -> pageType = in.readInt(field);
                    case 2 -> encoding = in.readInt(field);
                    default -> in.skip(field);
                }
            }
            if (pageType == DATA_PAGE || pageType == DATA_PAGE_V2) {
                bits |= bitOf(encoding);
            }
        }
        return new EncodingSet(bits);
    }

    private static int bitOf(int number) {
        return number >= 0 && number < ENCODINGS.length ? 1 << number : 0;
    }

    /// True if it holds none.
    boolean isEmpty() {
        return bits == 0;
    }

    @Override
    public Iterator<Encoding> iterator() {
        List<Encoding> encodings = new ArrayList<>();
        for (Encoding encoding : ENCODINGS) {
            if ((bits & 1 << encoding.ordinal()) != 0) {
                encodings.add(encoding);
            }
        }
        return encodings.iterator();
    }
}
