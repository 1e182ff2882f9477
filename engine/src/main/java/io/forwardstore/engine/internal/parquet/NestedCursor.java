package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.Selection;
import io.forwardstore.engine.internal.array.Sources;
import io.forwardstore.engine.internal.parquet.build.LeafBuilders;
import io.forwardstore.engine.internal.parquet.schema.Node;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/// Streams a nested column, from row group to row group. An array that spans row groups is put together from one of
/// each.
final class NestedCursor implements ColumnCursor {
    private final Node node;
    private final List<LeafBuilders> builders;
    private final List<List<LeafChunk>> rowGroups;
    private final PageIndex blocks;
    private @Nullable NestedReader reader;
    private int group = -1;
    private long row;

    NestedCursor(
            Node node, List<LeafBuilders> builders, List<List<LeafChunk>> rowGroups, PageIndex blocks, long firstRow) {
        this.node = node;
        this.builders = builders;
        this.rowGroups = rowGroups;
        this.blocks = blocks;
        this.row = firstRow;
    }

    @Override
    public ArrayData next(int count, PageScope scope) throws IOException {
        Objects.checkFromIndexSize(row, count, blocks.rowCount());
        if (count == 0 || row + count <= blocks.firstRow(blocks.pageOf(row) + 1)) {
            return nextOfGroup(count, scope);
        }
        try (PageScope parts = scope.scratch()) {
            Sources sources = new Sources();
            Selection selection = new Selection();
            for (int left = count; left > 0; ) {
                int step = (int) Math.min(left, blocks.firstRow(blocks.pageOf(row) + 1) - row);
                selection.addRun(sources.count(), 0, step);
                sources.add(nextOfGroup(step, parts));
                left -= step;
            }
            Gatherer gatherer = Gatherer.of(node.field());
            return gatherer.write(scope.allocate(gatherer.measure(sources, selection, parts)));
        }
    }

    /// The next rows, which are all of one row group.
    private ArrayData nextOfGroup(int count, PageScope scope) throws IOException {
        int wanted = count == 0 && row == blocks.rowCount() ? group : blocks.pageOf(row);
        NestedReader current = reader;
        if (current == null || wanted != group) {
            close();
            current = new NestedReader(node, builders, rowGroups.get(wanted));
            reader = current;
            group = wanted;
        }
        current.begin(count, scope);
        current.read(row - blocks.firstRow(group), count);
        row += count;
        return current.finish(count);
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
