package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.memory.Lease;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.build.FlatBuilder;
import io.forwardstore.engine.internal.parquet.build.LeafBuilders;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/// Streams a flat column. Holds one decompressed page; of its values only those asked for are decoded. Values that
/// stand in the page as they do in an array are not copied: batches share the page's memory.
final class FlatCursor implements ColumnCursor {
    private final LeafBuilders builders;
    private final List<LeafChunk> chunks;
    private final PageIndex rowGroups;
    private @Nullable AllocatorScope dictionaryScope;
    private @Nullable Lease pageMemory;
    private @Nullable LeafPage open;
    private int chunk = -1;
    private int nextPage;
    private int rowsLeft;
    private long row;

    FlatCursor(LeafBuilders builders, List<LeafChunk> chunks, PageIndex rowGroups, long firstRow) {
        this.builders = builders;
        this.chunks = chunks;
        this.rowGroups = rowGroups;
        this.row = firstRow;
    }

    @Override
    public ArrayData next(int count, PageScope scope) throws IOException {
        Objects.checkFromIndexSize(row, count, rowGroups.rowCount());
        FlatBuilder builder = new FlatBuilder(builders, count, scope);
        long fileOffsetBytes = 0;
        for (int left = count; left > 0; ) {
            LeafPage page = open;
            if (page == null || rowsLeft == 0) {
                page = openNext();
            }
            fileOffsetBytes = page.fileOffsetBytes();
            int step = Math.min(left, rowsLeft);
            if (step > 0) {
                FlatColumn.append(builder, chunks.get(chunk), page, step, bytes -> keepPage(bytes, scope));
            }
            left -= step;
            rowsLeft -= step;
            row += step;
        }
        return builder.finish(fileOffsetBytes);
    }

    private boolean keepPage(long bytes, PageScope scope) {
        Lease memory = Objects.requireNonNull(pageMemory);
        if (!scope.adopt(bytes, memory::release)) {
            return false;
        }
        memory.retain();
        return true;
    }

    private LeafPage openNext() throws IOException {
        if (chunk < 0) {
            chunk = rowGroups.pageOf(row);
            nextPage = chunks.get(chunk).pages().pageOf(row - chunks.get(chunk).firstRow());
        }
        while (nextPage == chunks.get(chunk).pages().count()) {
            chunk++;
            nextPage = 0;
            close();
        }
        LeafChunk current = chunks.get(chunk);
        if (dictionaryScope == null) {
            dictionaryScope = current.file().newScope();
        }
        releasePage();
        dictionaryScope.close();
        AllocatorScope memory = current.file().newScope();
        pageMemory = new Lease(current.file().allocator(), 0, memory::close);
        LeafPage page = FlatColumn.open(current, nextPage, dictionaryScope, memory);
        int skipped = (int) (row - current.firstRow() - FlatColumn.firstRow(current, nextPage));
        FlatBuilder.skip(page.definition(), page.values(), skipped);
        nextPage++;
        open = page;
        rowsLeft = page.valueCount() - skipped;
        return page;
    }

    private void releasePage() {
        if (pageMemory != null) {
            pageMemory.release();
            pageMemory = null;
        }
    }

    @Override
    public void close() {
        Memory.deferFaults();
        open = null;
        rowsLeft = 0;
        releasePage();
        if (dictionaryScope != null) {
            dictionaryScope.close();
        }
    }
}
