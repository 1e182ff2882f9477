package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.FileRange;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Where a chunk's data pages lie.
///
/// @param offsetBytes where each page's header starts
/// @param bytes each page's size, header included
/// @param firstRows each page's first row within the row group, and as the last element the row group's rows; null if
///   that cannot be known without decoding, because rows may span pages
/// @param dictionaryOffsetBytes where the dictionary page's header starts, 0 if there is none
/// @param dictionaryBytes the dictionary page's size, header included
record ChunkPages(
        long[] offsetBytes, int[] bytes, long @Nullable [] firstRows, long dictionaryOffsetBytes, int dictionaryBytes) {
    int count() {
        return offsetBytes.length;
    }

    /// Adds where the pages of some rows of the row group lie, and the dictionary.
    void addRanges(long firstRow, long endRow, List<FileRange> ranges) {
        if (count() == 0) {
            return;
        }
        int first = knowsRows() ? pageOf(firstRow) : 0;
        int last = knowsRows() ? pageOf(endRow - 1) : count() - 1;
        long start = offsetBytes[first];
        ranges.add(new FileRange(start, offsetBytes[last] + bytes[last] - start));
        if (dictionaryBytes > 0) {
            ranges.add(new FileRange(dictionaryOffsetBytes, dictionaryBytes));
        }
    }

    /// True if every page begins with a row that is known.
    boolean knowsRows() {
        return firstRows != null;
    }

    /// The page that holds a row of the row group; only if [#knowsRows].
    int pageOf(long row) {
        long[] rows = firstRows;
        if (rows == null) {
            throw new IllegalStateException("The rows of the pages are not known");
        }
        int found = Arrays.binarySearch(rows, 0, rows.length - 1, row);
        return found >= 0 ? found : -found - 2;
    }
}
