package io.forwardstore.engine.internal.store;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.ColumnCursor;
import io.forwardstore.engine.FileRange;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Bits;
import io.forwardstore.engine.internal.array.Layout;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

import java.io.IOException;
import java.util.List;

/// One child of a struct column as a column of its own: null where its struct is.
final class StructChildColumn implements Column {
    private final Column struct;
    private final int child;
    private final Field field;
    private final Field storedField;

    /// @param name the name of the new column
    StructChildColumn(Column struct, int child, String name) {
        this.struct = struct;
        this.child = child;
        this.field = childOf(struct.field(), child, name);
        this.storedField = childOf(struct.storedField(), child, name);
    }

    private static Field childOf(Field struct, int child, String name) {
        Field field = struct.getChildren().get(child);
        FieldType type =
                new FieldType(
                        struct.isNullable() || field.isNullable(),
                        field.getType(),
                        field.getDictionary(),
                        field.getMetadata());
        return new Field(name, type, field.getChildren());
    }

    @Override
    public Field field() {
        return field;
    }

    @Override
    public Field storedField() {
        return storedField;
    }

    @Override
    public PageIndex pages() throws IOException {
        return struct.pages();
    }

    @Override
    public List<FileRange> ranges(long firstRow, long endRow) throws IOException {
        return struct.ranges(firstRow, endRow);
    }

    @Override
    public boolean isDirect() {
        return struct.isDirect();
    }

    @Override
    public boolean isScannedByPage() {
        return struct.isScannedByPage();
    }

    @Override
    public ArrayData page(int page, PageScope scope) throws IOException {
        return childOf(struct.page(page, scope), scope);
    }

    @Override
    public void readPages(int[] pages, int count, ArrayData[] arrays, PageScope scope) throws IOException {
        struct.readPages(pages, count, arrays, scope);
        for (int i = 0; i < count; i++) {
            arrays[i] = childOf(arrays[i], scope);
        }
    }

    @Override
    public ArrayData checkedPage(int page, PageScope scope) throws IOException {
        return childOf(struct.checkedPage(page, scope), scope);
    }

    @Override
    public ArrayData rows(int page, int[] rows, int from, int count, PageScope scope) throws IOException {
        return childOf(struct.rows(page, rows, from, count, scope), scope);
    }

    @Override
    public ColumnCursor cursor(long firstRow) throws IOException {
        ColumnCursor cursor = struct.cursor(firstRow);
        return new ColumnCursor() {
            @Override
            public ArrayData next(int count, PageScope scope) throws IOException {
                return childOf(cursor.next(count, scope), scope);
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    private ArrayData childOf(ArrayData structs, PageScope scope) {
        ArrayData values = structs.children()[child];
        if (structs.validity() == 0 || !canBeNull(values)) {
            return values;
        }
        long validity = structs.validity();
        if (values.validity() != 0) {
            validity = scope.allocate(Bits.bytesFor(structs.length()));
            Memory.copy(structs.validity(), validity, Bits.bytesFor(structs.length()));
            Bits.and(values.validity(), validity, structs.length());
        }
        return values.withValidity(structs.length(), validity);
    }

    private boolean canBeNull(ArrayData values) {
        return values.dictionary() != null
                || switch (Layout.of(storedField)) {
                    case Layout.Null _, Layout.SparseUnion _, Layout.DenseUnion _, Layout.RunEndEncoded _ -> false;
                    default -> true;
                };
    }
}
