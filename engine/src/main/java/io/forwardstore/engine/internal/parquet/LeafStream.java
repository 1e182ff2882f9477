package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.build.LeafBatch;
import io.forwardstore.engine.internal.parquet.decode.DictionaryValues;
import io.forwardstore.engine.internal.parquet.schema.Leaf;
import io.forwardstore.engine.internal.store.AllocatorScope;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Reads rows of one leaf of one row group, levels and values, from page to page.
///
/// Levels are decoded a window at a time; a row ends where the next one begins, which may be pages later.
///
/// **State.** The next row. **Threads.** One. **Ownership.** Owns the open page.
final class LeafStream implements AutoCloseable {
    private static final int WINDOW = 4096;

    private final LeafChunk chunk;
    private final Leaf leaf;
    private final ChunkPages pages;
    private final AllocatorScope dictionaryScope;
    private final AllocatorScope pageScope;
    private @Nullable DictionaryValues dictionary;
    private @Nullable LeafPage open;
    private int nextPage;
    private int levelsLeft;
    private long definitions;
    private long repetitions;
    private int position;
    private int limit;
    private long row;

    LeafStream(LeafChunk chunk) throws IOException {
        this.chunk = chunk;
        this.leaf = chunk.leaf();
        this.pages = chunk.pages();
        this.dictionaryScope = chunk.file().newScope();
        this.pageScope = chunk.file().newScope();
    }

    /// Where in the file the open page starts, or the first page.
    long fileOffsetBytes() {
        LeafPage page = open;
        return page != null ? page.fileOffsetBytes() : chunk.metadata().startOffsetBytes();
    }

    /// Goes to a row of the row group that is not before the next one.
    void seek(long target) throws IOException {
        if (pages.knowsRows() && target > row) {
            int page = pages.pageOf(target);
            if (page >= nextPage) {
                closePage();
                nextPage = page;
                row = firstRow(page);
            }
        }
        while (row < target) {
            read((int) Math.min(Integer.MAX_VALUE, target - row), null);
        }
    }

    private long firstRow(int page) {
        long[] rows = pages.firstRows();
        return rows == null ? 0 : rows[page];
    }

    /// Reads rows.
    ///
    /// @param batch takes them; null to pass over them
    void read(int rows, @Nullable LeafBatch batch) throws IOException {
        int begun = 0;
        while (true) {
            if (position == limit && !fill(rows, begun)) {
                if (begun != rows) {
                    throw malformed(chunk.rowCount() + " rows in the row group, found " + (row + begun));
                }
                break;
            }
            int from = position;
            begun = advance(rows, begun);
            LeafPage page = open;
            if (page != null && position > from) {
                take(page, from, position - from, batch);
            }
            if (position < limit) {
                break;
            }
        }
        row += rows;
        if (row == chunk.rowCount() && position < limit) {
            throw malformed(chunk.rowCount() + " rows in the row group, found more");
        }
    }

    /// Moves the position to the end of the rows, or of the window; answers the rows begun.
    private int advance(int rows, int begunBefore) {
        if (leaf.maxRepetition() == 0) {
            int step = Math.min(rows - begunBefore, limit - position);
            position += step;
            return begunBefore + step;
        }
        int begun = begunBefore;
        int at = position;
        while (at < limit) {
            if (Memory.getByte(repetitions + at) == 0) {
                if (begun == rows) {
                    break;
                }
                begun++;
            }
            at++;
        }
        position = at;
        return begun;
    }

    private void take(LeafPage page, int from, int count, @Nullable LeafBatch batch) throws IOException {
        int present = count;
        if (leaf.maxDefinition() > 0) {
            present = 0;
            for (int i = from; i < from + count; i++) {
                present += Memory.getByte(definitions + i) == leaf.maxDefinition() ? 1 : 0;
            }
        }
        if (batch == null) {
            page.values().skip(present);
            return;
        }
        try {
            batch.append(definitions + from, repetitions + from, count, page.values(), present);
        } catch (IOException e) {
            throw Failures.named(chunk, e);
        }
    }

    /// Decodes the next levels; false if there are none, or none that could continue a complete row.
    private boolean fill(int rows, int begun) throws IOException {
        boolean beginsRow = false;
        while (levelsLeft == 0) {
            if (nextPage == pages.count() || begun == rows && pages.knowsRows()) {
                return false;
            }
            beginsRow = nextPage == 0 || pages.knowsRows();
            if (pages.knowsRows() && row + begun != firstRow(nextPage)) {
                throw malformed(firstRow(nextPage) + " rows before page " + nextPage + ", found " + (row + begun));
            }
            openPage();
        }
        LeafPage page = open;
        if (page == null) {
            return false;
        }
        int count = Math.min(WINDOW, levelsLeft);
        if (page.definition() != null) {
            page.definition().readBytes(definitions, count, leaf.maxDefinition());
        }
        if (page.repetition() != null) {
            page.repetition().readBytes(repetitions, count, leaf.maxRepetition());
            if (beginsRow && Memory.getByte(repetitions) != 0) {
                throw malformed("a page that begins with a row");
            }
        }
        levelsLeft -= count;
        position = 0;
        limit = count;
        return true;
    }

    private void openPage() throws IOException {
        closePage();
        if (dictionary == null) {
            dictionary = chunk.file().dictionaries().get(chunk, dictionaryScope);
        }
        int number = nextPage;
        LeafPage page = PageReader.open(chunk, number, dictionary, pageScope);
        open = page;
        nextPage++;
        levelsLeft = page.valueCount();
        int window = Math.min(WINDOW, levelsLeft);
        definitions = leaf.maxDefinition() > 0 ? pageScope.allocate(window) : 0;
        repetitions = leaf.maxRepetition() > 0 ? pageScope.allocate(window) : 0;
    }

    private void closePage() {
        open = null;
        levelsLeft = 0;
        position = 0;
        limit = 0;
        pageScope.close();
    }

    private MalformedPageException malformed(String expected) {
        return new MalformedPageException(fileOffsetBytes(), "expected in '" + leaf.path() + "' " + expected);
    }

    @Override
    public void close() {
        Memory.deferFaults();
        closePage();
        dictionaryScope.close();
        dictionary = null;
    }
}
