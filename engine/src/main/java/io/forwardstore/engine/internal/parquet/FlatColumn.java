package io.forwardstore.engine.internal.parquet;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.ColumnStorage;
import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.memory.Memory;
import io.forwardstore.engine.internal.parquet.build.FlatBuilder;
import io.forwardstore.engine.internal.parquet.build.LeafBuilders;
import io.forwardstore.engine.internal.parquet.schema.Node;

import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/// A column without structs or lists: its pages are the file's data pages.
final class FlatColumn implements Column {
    /// What is touched of a page ahead; behind it, processors foresee what comes next by themselves.
    private static final int EXPECTED_BYTES = 2048;

    private final Node.OfLeaf node;
    private final LeafBuilders builders;
    private final List<LeafChunk> chunks;
    private final PageIndex rowGroups;
    private final PageIndexes indexes;
    private volatile @Nullable ChunkedPages pages;

    /// @param chunks the leaf's chunk of each row group
    /// @param rowGroups the row groups by row
    FlatColumn(Node.OfLeaf node, List<LeafChunk> chunks, PageIndex rowGroups, PageIndexes indexes) {
        this.node = node;
        this.builders = LeafBuilders.of(node);
        this.chunks = chunks;
        this.rowGroups = rowGroups;
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
        int[] firstPages = new int[chunks.size() + 1];
        for (int i = 0; i < chunks.size(); i++) {
            firstPages[i + 1] = Math.addExact(firstPages[i], chunks.get(i).pages().count());
        }
        long[] firstRows = new long[firstPages[chunks.size()] + 1];
        for (int i = 0; i < chunks.size(); i++) {
            for (int page = firstPages[i]; page < firstPages[i + 1]; page++) {
                firstRows[page] = chunks.get(i).firstRow() + firstRow(chunks.get(i), page - firstPages[i]);
            }
        }
        firstRows[firstRows.length - 1] = rowGroups.rowCount();
        return new ChunkedPages(indexes.shared(PageIndex.of(firstRows)), firstPages);
    }

    /// The first row of a page within its row group.
    static long firstRow(LeafChunk chunk, int page) throws IOException {
        long[] rows = chunk.pages().firstRows();
        if (rows == null) {
            throw new IllegalStateException("The rows of a flat column's pages are always known");
        }
        return rows[page];
    }

    @Override
    public boolean isDirect() {
        return false;
    }

    @Override
    public ArrayData page(int page, PageScope scope) throws IOException {
        ChunkedPages located = chunkedPages();
        LeafChunk chunk = chunks.get(located.chunkOf(page));
        try (PageScope scratch = scope.scratch()) {
            LeafPage open = open(located, page, scratch);
            FlatBuilder builder = new FlatBuilder(builders, open.valueCount(), scope);
            append(builder, chunk, open, open.valueCount());
            return builder.finish(open.fileOffsetBytes());
        }
    }

    @Override
    public ArrayData rows(int page, int[] rows, int from, int count, PageScope scope) throws IOException {
        ChunkedPages located = chunkedPages();
        LeafChunk chunk = chunks.get(located.chunkOf(page));
        try (PageScope scratch = scope.scratch()) {
            LeafPage open = open(located, page, scratch);
            FlatBuilder builder = new FlatBuilder(builders, count, scope);
            int[] next = {0};
            RowRuns.forEach(
                    rows,
                    from,
                    count,
                    open.valueCount(),
                    (first, run) -> {
                        FlatBuilder.skip(open.definition(), open.values(), first - next[0]);
                        append(builder, chunk, open, run);
                        next[0] = first + run;
                    });
            return builder.finish(open.fileOffsetBytes());
        }
    }

    /// A fetch of rows here and there waits for each page's first bytes longer than it takes to decode a small page.
    @Override
    public void expect(int[] pages, int from, int count, PageScope scope) throws IOException {
        if (count == 1 || !chunks.getFirst().file().source().isResident()) {
            return;
        }
        ChunkedPages located = chunkedPages();
        long[] addresses = new long[count];
        int[] bytes = new int[count];
        for (int i = 0; i < count; i++) {
            int number = located.chunkOf(pages[from + i]);
            LeafChunk chunk = chunks.get(number);
            int page = pages[from + i] - located.firstPages()[number];
            bytes[i] = chunk.pages().bytes()[page];
            addresses[i] = chunk.file().source().read(chunk.pages().offsetBytes()[page], bytes[i], scope);
        }
        Memory.touch(addresses, bytes, count, EXPECTED_BYTES);
    }

    private LeafPage open(ChunkedPages located, int page, PageScope scratch) throws IOException {
        int number = located.chunkOf(page);
        return open(chunks.get(number), page - located.firstPages()[number], scratch, scratch);
    }

    /// Opens a data page, which must have as many values as rows.
    ///
    /// @param dictionaryScope keeps the dictionary valid
    static LeafPage open(LeafChunk chunk, int page, PageScope dictionaryScope, PageScope scope) throws IOException {
        LeafPage open = PageReader.open(chunk, page, chunk.file().dictionaries().get(chunk, dictionaryScope), scope);
        long rows = firstRow(chunk, page + 1) - firstRow(chunk, page);
        if (open.valueCount() != rows) {
            throw new MalformedPageException(
                    open.fileOffsetBytes(),
                    "expected a page of "
                            + rows
                            + " rows of '"
                            + chunk.leaf().path()
                            + "', found "
                            + open.valueCount());
        }
        return open;
    }

    private static void append(FlatBuilder builder, LeafChunk chunk, LeafPage page, int rows) throws IOException {
        append(builder, chunk, page, rows, _ -> false);
    }

    /// Appends rows of a page.
    ///
    /// @param keeper keeps the page's memory, if it can; needed unless that is the file itself
    static void append(FlatBuilder builder, LeafChunk chunk, LeafPage page, int rows, LongPredicate keeper)
            throws IOException {
        boolean inFile = page.plain() && chunk.file().source().isResident();
        try {
            builder.appendShared(page.definition(), page.values(), rows, inFile ? _ -> true : keeper);
        } catch (IOException e) {
            throw Failures.named(chunk, e);
        }
    }

    @Override
    public List<FileRange> ranges(long firstRow, long endRow) throws IOException {
        List<FileRange> ranges = new ArrayList<>();
        LeafChunk.addRanges(chunks, rowGroups, firstRow, endRow, ranges);
        return ranges;
    }

    @Override
    public FileRange pageRange(int page) throws IOException {
        ChunkedPages located = chunkedPages();
        int number = located.chunkOf(page);
        ChunkPages inChunk = chunks.get(number).pages();
        int index = page - located.firstPages()[number];
        return new FileRange(inChunk.offsetBytes()[index], inChunk.bytes()[index]);
    }

    @Override
    public ColumnStorage storage() throws IOException {
        return ChunkStorage.of(chunks);
    }

    @Override
    public ColumnCursor cursor(long firstRow) {
        return new FlatCursor(builders, chunks, rowGroups, firstRow);
    }
}
