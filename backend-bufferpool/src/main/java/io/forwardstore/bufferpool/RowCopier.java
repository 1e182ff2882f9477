package io.forwardstore.bufferpool;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.MalformedPageException;
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
        return restored(copy, page);
    }

    /// A decoded page in no more memory than it needs: decoders that learn how much that is as they go leave what they
    /// outgrew behind.
    ///
    /// @param decoded holds the page, and nothing else; empty if the answer lies there
    /// @param memory where the answer goes
    static ArrayData compact(Field stored, ArrayData page, LoadScope decoded, LoadScope memory) {
        Gatherer gatherer = Gatherer.of(StoredFields.indices(stored));
        Sources sources = new Sources();
        sources.add(page);
        Selection all = new Selection();
        all.addRun(0, 0, page.length());
        long bytes;
        try {
            bytes = gatherer.measure(sources, all, decoded);
        } catch (MalformedPageException _) {
            // Whoever reads what is wrong about it will hear of it.
            return memory.takeOver(decoded, page);
        }
        long address = memory.sizeOf(bytes) < decoded.bytes() ? memory.tryAllocate(bytes) : 0;
        return address == 0 ? memory.takeOver(decoded, page) : restored(gatherer.write(address), page);
    }

    /// A copy with what gathering does not keep: dictionaries, and that nothing is null.
    private static ArrayData restored(ArrayData copy, ArrayData original) {
        ArrayData[] children = copy.children();
        if (original.dictionary() == null && children.length > 0) {
            children = new ArrayData[children.length];
            for (int i = 0; i < children.length; i++) {
                children[i] = restored(copy.children()[i], original.children()[i]);
            }
        }
        boolean hasNulls = original.validity() != 0;
        return new ArrayData(
                copy.length(),
                hasNulls ? copy.nullCount() : original.nullCount(),
                hasNulls ? copy.validity() : 0,
                copy.buffer1(),
                copy.buffer2(),
                copy.buffer2Bytes(),
                copy.variadic(),
                children,
                original.dictionary(),
                copy.fileOffsetBytes());
    }
}
