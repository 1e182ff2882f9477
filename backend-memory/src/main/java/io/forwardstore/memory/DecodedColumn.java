package io.forwardstore.memory;

import io.forwardstore.engine.Column;
import io.forwardstore.engine.PageIndex;
import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.StoredFields;

import org.apache.arrow.vector.types.pojo.Field;

import java.util.List;

/// A column that was decoded as a whole.
final class DecodedColumn extends DirectColumn implements AutoCloseable {
    private final Field messageField;
    private final Field storedField;
    private final PageIndex pages;
    private final ArrayData[] arrays;
    private final BudgetedScope memory;

    /// @param source the column as it is in its file
    /// @param memory what the arrays lie in; owned by this column
    DecodedColumn(Column source, PageIndex pages, List<ArrayData> arrays, BudgetedScope memory) {
        super(source.field());
        this.messageField = source.messageField();
        this.storedField = StoredFields.decoded(source.storedField());
        this.pages = pages;
        this.arrays = arrays.toArray(ArrayData[]::new);
        this.memory = memory;
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
        return pages;
    }

    @Override
    public ArrayData page(int page, PageScope scope) {
        return arrays[page];
    }

    long residentBytes() {
        return memory.allocatedBytes();
    }

    @Override
    public void close() {
        memory.close();
    }
}
