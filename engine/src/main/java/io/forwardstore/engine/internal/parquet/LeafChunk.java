package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.internal.parquet.format.Codec;
import io.forwardstore.engine.internal.parquet.format.ColumnChunk;
import io.forwardstore.engine.internal.parquet.schema.Leaf;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/// A leaf's values in one row group.
///
/// **State.** Immutable, but for the map of its pages, which is made at the first call of [#pages]. **Threads.** Safe.
final class LeafChunk {
    private final FileContext file;
    private final Leaf leaf;
    private final ColumnChunk chunk;
    private final long firstRow;
    private final long rowCount;
    private volatile @Nullable ChunkPages pages;

    /// @param firstRow the row group's first row in the table
    LeafChunk(FileContext file, Leaf leaf, ColumnChunk chunk, long firstRow, long rowCount) {
        this.file = file;
        this.leaf = leaf;
        this.chunk = chunk;
        this.firstRow = firstRow;
        this.rowCount = rowCount;
    }

    FileContext file() {
        return file;
    }

    Leaf leaf() {
        return leaf;
    }

    Codec codec() {
        return chunk.codec();
    }

    ColumnChunk metadata() {
        return chunk;
    }

    long firstRow() {
        return firstRow;
    }

    long rowCount() {
        return rowCount;
    }

    /// Where the data pages of some of the table's rows lie, and the dictionary.
    ///
    /// @param chunks a leaf's chunks, in the order of row groups
    /// @param rowGroups the row groups by row
    /// @param ranges takes them
    static void addRanges(
            List<LeafChunk> chunks, PageIndex rowGroups, long firstRow, long endRow, List<FileRange> ranges)
            throws IOException {
        for (int group = rowGroups.pageOf(firstRow); group <= rowGroups.pageOf(endRow - 1); group++) {
            LeafChunk chunk = chunks.get(group);
            long first = Math.max(firstRow - chunk.firstRow, 0);
            long end = Math.min(endRow - chunk.firstRow, chunk.rowCount);
            if (first < end) {
                chunk.pages().addRanges(first, end, ranges);
            }
        }
    }

    /// Where the chunk's pages lie. Two threads may find out at once; both find the same.
    ChunkPages pages() throws IOException {
        ChunkPages known = pages;
        if (known == null) {
            known = PageMaps.of(this);
            pages = known;
        }
        return known;
    }
}
