package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.PageIndex;

import java.util.Arrays;

/// The pages of a column over all row groups.
///
/// @param index the pages by row
/// @param firstPages the first page of each row group, and as the last element the number of pages
record ChunkedPages(PageIndex index, int[] firstPages) {
    /// The row group that a page is of.
    int chunkOf(int page) {
        int found = Arrays.binarySearch(firstPages, 0, firstPages.length - 1, page);
        if (found < 0) {
            return -found - 2;
        }
        int last = found;
        while (firstPages[last + 1] == page) {
            last++;
        }
        return last;
    }
}
