package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.ColumnStorage;
import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.parquet.build.LeafBuilders;
import io.forwardstore.engine.internal.parquet.schema.Node;

import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A column of structs, lists or maps, put together from several leaves.
///
/// Leaves are cut into pages each in its own way. The column's pages are the runs of rows that begin with a page of
/// every leaf; where that cannot be known without decoding, the row group. [#rows] and the cursor decode only the pages
/// of each leaf that hold their rows, whatever the column's pages are.
final class NestedColumn implements Column {
    private final Node node;
    private final List<LeafBuilders> builders;
    private final List<List<LeafChunk>> rowGroups;
    private final PageIndex blocks;
    private final PageIndexes indexes;
    private volatile @Nullable ChunkedPages pages;

    /// @param builders of each leaf
    /// @param rowGroups each row group's chunks of the leaves
    /// @param blocks the row groups by row
    NestedColumn(
            Node node,
            List<LeafBuilders> builders,
            List<List<LeafChunk>> rowGroups,
            PageIndex blocks,
            PageIndexes indexes) {
        this.node = node;
        this.builders = builders;
        this.rowGroups = rowGroups;
        this.blocks = blocks;
        this.indexes = indexes;
    }

    @Override
    public Field field() {
        return node.field();
    }

    @Override
    public PageIndex pages() throws IOException {
        return chunkedPages().index();
    }

    private ChunkedPages chunkedPages() throws IOException {
        ChunkedPages known = pages;
        if (known == null) {
            known = locate();
            pages = known;
        }
        return known;
    }

    private ChunkedPages locate() throws IOException {
        int[] firstPages = new int[rowGroups.size() + 1];
        List<long[]> starts = new ArrayList<>();
        for (int group = 0; group < rowGroups.size(); group++) {
            long[] common = blocks.rowsIn(group) == 0 ? new long[0] : commonRows(rowGroups.get(group));
            starts.add(common);
            firstPages[group + 1] = Math.addExact(firstPages[group], common.length);
        }
        long[] firstRows = new long[firstPages[rowGroups.size()] + 1];
        for (int group = 0; group < rowGroups.size(); group++) {
            for (int page = firstPages[group]; page < firstPages[group + 1]; page++) {
                firstRows[page] = blocks.firstRow(group) + starts.get(group)[page - firstPages[group]];
            }
        }
        firstRows[firstRows.length - 1] = blocks.rowCount();
        return new ChunkedPages(indexes.shared(PageIndex.of(firstRows)), firstPages);
    }

    /// The rows of a row group with which a page of every leaf begins.
    private static long[] commonRows(List<LeafChunk> chunks) throws IOException {
        long[] common = null;
        for (LeafChunk chunk : chunks) {
            long[] rows = chunk.pages().firstRows();
            if (rows == null) {
                return new long[] {0};
            }
            long[] starts = Arrays.stream(rows, 0, rows.length - 1).distinct().toArray();
            common = common == null ? starts : intersection(common, starts);
        }
        return common == null || common.length == 0 ? new long[] {0} : common;
    }

    private static long[] intersection(long[] left, long[] right) {
        return Arrays.stream(left).filter(row -> Arrays.binarySearch(right, row) >= 0).toArray();
    }

    @Override
    public boolean isDirect() {
        return false;
    }

    @Override
    public ArrayData page(int page, PageScope scope) throws IOException {
        ChunkedPages located = chunkedPages();
        int group = located.chunkOf(page);
        try (NestedReader reader = new NestedReader(node, builders, rowGroups.get(group))) {
            int rows = Math.toIntExact(located.index().rowsIn(page));
            reader.begin(rows, scope);
            reader.read(located.index().firstRow(page) - blocks.firstRow(group), rows);
            return reader.finish(rows);
        }
    }

    @Override
    public ArrayData rows(int page, int[] rows, int from, int count, PageScope scope) throws IOException {
        ChunkedPages located = chunkedPages();
        int group = located.chunkOf(page);
        long firstRow = located.index().firstRow(page) - blocks.firstRow(group);
        try (NestedReader reader = new NestedReader(node, builders, rowGroups.get(group))) {
            reader.begin(count, scope);
            RowRuns.forEach(
                    rows,
                    from,
                    count,
                    located.index().rowsIn(page),
                    (first, run) -> reader.read(firstRow + first, run));
            return reader.finish(count);
        }
    }

    @Override
    public List<FileRange> ranges(long firstRow, long endRow) throws IOException {
        List<FileRange> ranges = new ArrayList<>();
        for (int leaf = 0; leaf < builders.size(); leaf++) {
            int index = leaf;
            List<LeafChunk> chunks = rowGroups.stream().map(group -> group.get(index)).toList();
            LeafChunk.addRanges(chunks, blocks, firstRow, endRow, ranges);
        }
        return ranges;
    }

    @Override
    public ColumnStorage storage() throws IOException {
        return ChunkStorage.of(rowGroups.stream().flatMap(List::stream).toList());
    }

    @Override
    public ColumnCursor cursor(long firstRow) {
        return new NestedCursor(node, builders, rowGroups, blocks, firstRow);
    }
}
