package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.ColumnStorage;
import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayChecks;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.Selection;
import io.forwardstore.engine.internal.array.Sources;
import io.forwardstore.engine.internal.array.StoredFields;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/// A column of an IPC file; its pages are the record batches.
///
/// Over a resident source and uncompressed bodies a page is addresses and nothing else: it is made once and kept.
final class IpcColumn implements Column {
    private final IpcTableFile table;
    private final int number;
    private final Field field;
    private final Field messageField;
    private final Field storedField;
    private final boolean direct;
    private final @Nullable ArrayData[] kept;
    private final boolean[] checked;

    /// @param number the column's number in the schema
    IpcColumn(IpcTableFile table, int number, Shown shown, boolean direct) {
        this.table = table;
        this.number = number;
        this.field = shown.field();
        this.messageField = shown.messageField();
        this.storedField = shown.storedField();
        this.direct = direct;
        this.kept = new ArrayData[direct ? table.blocks().count() : 0];
        this.checked = new boolean[kept.length];
    }

    /// A column's field in its three forms.
    record Shown(Field field, Field messageField, Field storedField) {}

    @Override
    public Field field() {
        return field;
    }

    @Override
    public Field messageField() {
        return messageField;
    }

    @Override
    public Field storedField() {
        return storedField;
    }

    @Override
    public PageIndex pages() {
        return table.blocks();
    }

    @Override
    public boolean isDirect() {
        return direct;
    }

    @Override
    public ArrayData page(int page, PageScope scope) throws IOException {
        if (!direct) {
            return table.read(number, page, scope);
        }
        ArrayData known = kept[page];
        if (known == null) {
            known = table.read(number, page, scope);
            Memory.awaitFaults();
            kept[page] = known;
        }
        return known;
    }

    @Override
    public ArrayData checkedPage(int page, PageScope scope) throws IOException {
        ArrayData array = page(page, scope);
        if (!direct || !checked[page]) {
            ArrayChecks.check(storedField, array);
            if (direct) {
                Memory.awaitFaults();
                checked[page] = true;
            }
        }
        return array;
    }

    @Override
    public ArrayData rows(int page, int[] rows, int from, int count, PageScope scope) throws IOException {
        try (PageScope scratch = scope.scratch()) {
            Sources sources = new Sources();
            sources.add(page(page, scratch));
            Selection selection = new Selection();
            selection.ensureCapacity(count);
            for (int i = 0; i < count; i++) {
                selection.add(0, rows[from + i]);
            }
            // Dictionaries are the table's: indices are gathered as they are.
            ArrayData original = sources.get(0);
            Gatherer gatherer = Gatherer.of(StoredFields.indices(storedField));
            ArrayData copy = gatherer.write(scope.allocate(gatherer.measure(sources, selection, scratch)));
            return Dictionaries.withDictionariesOf(original, copy);
        }
    }

    @Override
    public List<FileRange> ranges(long firstRow, long endRow) {
        return table.ranges(number, firstRow, endRow);
    }

    @Override
    public @Nullable FileRange pageRange(int page) {
        return table.pageRange(number, page);
    }

    @Override
    public ColumnStorage storage() throws IOException {
        return table.storage(number);
    }

    @Override
    public ColumnCursor cursor(long firstRow) {
        return new IpcCursor(this, firstRow);
    }
}
