package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Lease;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.build.FlatBuilder;
import io.forwardstore.engine.internal.parquet.build.LeafBuilders;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/// Streams a flat column. Holds one decompressed page, and one more if somebody prepares it; of its values only those
/// asked for are decoded. Values that stand in the page as they do in an array are not copied: batches share the page's
/// memory.
final class FlatCursor implements ColumnCursor {
    private final LeafBuilders builders;
    private final PageIndex rowGroups;
    private final FlatPages pages;
    private FlatPages.@Nullable Open open;
    private int rowsLeft;
    private long row;

    FlatCursor(LeafBuilders builders, List<LeafChunk> chunks, PageIndex rowGroups, long firstRow) {
        this.builders = builders;
        this.rowGroups = rowGroups;
        this.pages = new FlatPages(chunks, rowGroups, firstRow);
        this.row = firstRow;
    }

    @Override
    public ArrayData next(int count, PageScope scope) throws IOException {
        Objects.checkFromIndexSize(row, count, rowGroups.rowCount());
        FlatBuilder builder = new FlatBuilder(builders, count, scope);
        long fileOffsetBytes = 0;
        for (int left = count; left > 0; ) {
            FlatPages.Open current = open;
            if (current == null || rowsLeft == 0) {
                current = openNext();
            }
            LeafPage page = current.page();
            Lease memory = current.memory();
            fileOffsetBytes = page.fileOffsetBytes();
            int step = Math.min(left, rowsLeft);
            if (step > 0) {
                FlatColumn.append(builder, current.chunk(), page, step, bytes -> keepPage(memory, bytes, scope));
            }
            left -= step;
            rowsLeft -= step;
            row += step;
        }
        return builder.finish(fileOffsetBytes);
    }

    private static boolean keepPage(Lease memory, long bytes, PageScope scope) {
        if (!scope.adopt(bytes, memory::release)) {
            return false;
        }
        memory.retain();
        return true;
    }

    private FlatPages.Open openNext() throws IOException {
        closePage();
        FlatPages.Open next = pages.next();
        open = next;
        int skipped = (int) (row - next.firstRow());
        FlatBuilder.skip(next.page().definition(), next.page().values(), skipped);
        rowsLeft = next.page().valueCount() - skipped;
        return next;
    }

    private void closePage() {
        if (open != null) {
            open.close();
            open = null;
        }
        rowsLeft = 0;
    }

    @Override
    public boolean canPrepare(long endRow) {
        return pages.canPrepare(endRow);
    }

    @Override
    public void prepare() {
        pages.prepare();
    }

    @Override
    public boolean isPreparing() {
        return rowsLeft == 0 && pages.isPreparing();
    }

    @Override
    public void close() {
        Memory.deferFaults();
        closePage();
        pages.close();
    }
}
