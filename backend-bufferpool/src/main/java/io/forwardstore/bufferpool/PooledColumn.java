package io.forwardstore.bufferpool;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayChecks;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Selection;

import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// A column whose pages are decoded into the manager's memory, found there when they are wanted again, and pinned by
/// whoever reads them.
final class PooledColumn implements Column {
    private final Column column;
    private final PooledTableFile file;
    private final int ordinal;
    private volatile @Nullable PageTable<ArrayData> table;

    /// @param column the column as its file has it
    /// @param ordinal its number in the file
    PooledColumn(Column column, PooledTableFile file, int ordinal) {
        this.column = column;
        this.file = file;
        this.ordinal = ordinal;
    }

    @Override
    public Field field() {
        return column.field();
    }

    @Override
    public Field messageField() {
        return column.messageField();
    }

    @Override
    public Field storedField() {
        return column.storedField();
    }

    @Override
    public PageIndex pages() throws IOException {
        return column.pages();
    }

    /// True: a page that is there costs a pin.
    @Override
    public boolean isDirect() {
        return true;
    }

    @Override
    public boolean isScannedByPage() {
        return false;
    }

    @Override
    public ArrayData page(int page, PageScope scope) throws IOException {
        return pinned(page, scope).content();
    }

    @Override
    public void readPages(int[] pages, int count, ArrayData[] arrays, PageScope scope) throws IOException {
        if (!findPages(pages, count, arrays, scope)) {
            MissingPages missing = new MissingPages(file, scope);
            missing.add(this, pages, count, arrays);
            missing.load();
        }
    }

    /// As [#readPages], if all pages are in memory and there is a slot to note them in.
    ///
    /// @return false if not: none was read then
    boolean findPages(int[] pages, int count, ArrayData[] arrays, PageScope scope) throws IOException {
        PageTable<ArrayData> frames = table();
        HazardSlot slot = file.manager().hazards().take();
        if (slot == null) {
            return false;
        }
        boolean isRead = false;
        try {
            if (slot.read(frames, pages, count, Access.MORE_ROWS, arrays)) {
                scope.onClose(slot);
                isRead = true;
            }
        } finally {
            if (!isRead) {
                slot.run();
            }
        }
        return isRead;
    }

    @Override
    public ArrayData checkedPage(int page, PageScope scope) throws IOException {
        return checked(pinned(page, scope), storedField());
    }

    private Frame<ArrayData> pinned(int page, PageScope scope) throws IOException {
        Frame<ArrayData> frame = table().pin(page, Access.MORE_ROWS);
        scope.onClose(frame);
        return frame;
    }

    /// A pinned page after all that readers follow was checked, which is done once while it is in memory.
    static ArrayData checked(Frame<ArrayData> frame, Field stored) {
        if (!frame.isChecked()) {
            ArrayChecks.check(stored, frame.content());
            frame.markChecked();
        }
        return frame.content();
    }

    @Override
    public @Nullable FileRange pageRange(int page) throws IOException {
        return column.pageRange(page);
    }

    @Override
    public ArrayData rows(int page, int[] rows, int from, int count, PageScope scope) throws IOException {
        Selection selection = new Selection();
        selection.ensureCapacity(count);
        for (int i = from; i < from + count; i++) {
            selection.add(0, rows[i]);
        }
        Frame<ArrayData> frame = table().pin(page, Access.ROWS);
        try {
            return RowCopier.copy(storedField(), frame.content(), selection, scope);
        } finally {
            frame.unpin();
        }
    }

    @Override
    public ColumnCursor cursor(long firstRow) throws IOException {
        return new PooledCursor(this, file, firstRow);
    }

    /// The frames of this column. Made when they are first wanted: some formats find out late where pages begin.
    PageTable<ArrayData> table() throws IOException {
        PageTable<ArrayData> made = table;
        return made != null ? made : makeTable();
    }

    private PageTable<ArrayData> makeTable() throws IOException {
        // Finding the pages may read the file: not under the lock.
        int pageCount = pages().count();
        synchronized (this) {
            PageTable<ArrayData> made = table;
            if (made == null) {
                made = openTable("column '" + field().getName() + "' of [" + file.name() + "]", pageCount);
                table = made;
            }
            return made;
        }
    }

    /// Pages with dictionaries are their store's own: the dictionaries live no longer than it.
    private PageTable<ArrayData> openTable(String name, int pageCount) {
        SharedFrames.Key key = new SharedFrames.Key(file.identity(), new ColumnKey(ordinal, storedField()));
        return hasDictionary(storedField())
                ? new PageTable<>(file.manager(), name, key.hashCode(), pageCount, this::load)
                : file.manager().shared().open(key, ArrayData.class, name, pageCount, this::load);
    }

    /// True if arrays of the field have dictionaries.
    static boolean hasDictionary(Field stored) {
        return stored.getDictionary() != null || stored.getChildren().stream().anyMatch(PooledColumn::hasDictionary);
    }

    private record ColumnKey(int ordinal, Field stored) {}

    private ArrayData load(int page, LoadScope memory) throws IOException {
        try (LoadScope decoded = memory.part()) {
            ArrayData array = column.page(page, decoded);
            // What a direct column reads is as large as it must be.
            return column.isDirect()
                    ? memory.takeOver(decoded, array)
                    : RowCopier.compact(storedField(), array, decoded, memory);
        }
    }

    /// Memory of its pages, in bytes.
    long residentBytes() {
        PageTable<ArrayData> made = table;
        return made == null ? 0 : made.residentBytes();
    }

    /// Forgets its pages.
    void close() {
        PageTable<ArrayData> made = table;
        if (made != null) {
            made.close();
        }
    }
}
