package io.forwardstore.bufferpool;

import io.forwardstore.engine.internal.array.ArrayChecks;
import io.forwardstore.engine.internal.array.ArrayData;

import org.apache.arrow.vector.types.pojo.Field;

/// A decoded page; it is checked at most once, however often it is handed out.
final class PageContent {
    private final ArrayData array;
    private volatile boolean checked;

    PageContent(ArrayData array) {
        this.array = array;
    }

    ArrayData array() {
        return array;
    }

    /// The page after all that readers follow was checked.
    ///
    /// @param stored the column's field as its arrays are
    ArrayData checkedArray(Field stored) {
        if (!checked) {
            ArrayChecks.check(stored, array);
            checked = true;
        }
        return array;
    }
}
