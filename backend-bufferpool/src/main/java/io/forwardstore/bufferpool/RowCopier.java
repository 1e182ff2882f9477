package io.forwardstore.bufferpool;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.Selection;
import io.forwardstore.engine.internal.array.Sources;
import io.forwardstore.engine.internal.array.StoredFields;

import org.apache.arrow.vector.types.pojo.Field;

/// Copies rows out of a page, so that it need not stay pinned. Dictionaries, which live as long as their file, are not
/// copied.
final class RowCopier {
    private RowCopier() {}

    /// @param stored the column's field as its arrays are
    /// @param scope where the copy goes
    static ArrayData copy(Field stored, ArrayData page, Selection selection, PageScope scope) {
        Gatherer gatherer = Gatherer.of(StoredFields.indices(stored));
        Sources sources = new Sources();
        sources.add(page);
        ArrayData copy = gatherer.write(scope.allocate(gatherer.measure(sources, selection, scope)));
        return withDictionaries(copy, page);
    }

    private static ArrayData withDictionaries(ArrayData copy, ArrayData original) {
        ArrayData dictionary = original.dictionary();
        if (dictionary != null) {
            return copy.withDictionary(dictionary);
        }
        if (copy.children().length == 0) {
            return copy;
        }
        ArrayData[] children = new ArrayData[copy.children().length];
        for (int i = 0; i < children.length; i++) {
            children[i] = withDictionaries(copy.children()[i], original.children()[i]);
        }
        return new ArrayData(
                copy.length(),
                copy.nullCount(),
                copy.validity(),
                copy.buffer1(),
                copy.buffer2(),
                copy.buffer2Bytes(),
                copy.variadic(),
                children,
                null,
                copy.fileOffsetBytes());
    }
}
