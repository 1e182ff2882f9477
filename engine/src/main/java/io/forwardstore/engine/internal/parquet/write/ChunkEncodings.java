package io.forwardstore.engine.internal.parquet.write;

import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Counts the pages of a column chunk by encoding.
///
/// **State.** The counts. **Threads.** One at a time.
final class ChunkEncodings {
    private final Map<Encoding, Integer> pages = new EnumMap<>(Encoding.class);

    void add(Encoding encoding) {
        pages.merge(encoding, 1, Integer::sum);
    }

    void clear() {
        pages.clear();
    }

    /// True if pages need the dictionary.
    boolean hasDictionary() {
        return pages.containsKey(Encoding.RLE_DICTIONARY);
    }

    /// All encodings: of values, of levels and of the dictionary.
    List<Encoding> encodings() {
        List<Encoding> encodings = new ArrayList<>(List.of(Encoding.PLAIN, Encoding.RLE));
        for (Encoding encoding : pages.keySet()) {
            if (encoding != Encoding.PLAIN) {
                encodings.add(encoding);
            }
        }
        return encodings;
    }

    List<PageEncodingStats> statistics() {
        List<PageEncodingStats> statistics = new ArrayList<>();
        if (hasDictionary()) {
            statistics.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
        }
        pages.forEach(
                (encoding, count) -> statistics.add(new PageEncodingStats(PageType.DATA_PAGE_V2, encoding, count)));
        return statistics;
    }
}
