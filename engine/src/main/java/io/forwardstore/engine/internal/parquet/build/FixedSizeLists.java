package io.forwardstore.engine.internal.parquet.build;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.array.ArrayData;
import io.forwardstore.engine.internal.array.Gatherer;
import io.forwardstore.engine.internal.array.MalformedPageException;
import io.forwardstore.engine.internal.array.NullArrays;
import io.forwardstore.engine.internal.array.Selection;
import io.forwardstore.engine.internal.array.Sources;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.vector.types.pojo.Field;

/// Gives fixed-size lists their elements under nulls, which Arrow has and Parquet has not.
///
/// @param size the elements of each list
record FixedSizeLists(Field list, int size, PageScope scope) {
    /// The child with `size` elements for each list.
    ArrayData pad(Slots slots, ListOffsets offsets, ArrayData child) {
        boolean complete = true;
        for (int i = 0; i < slots.count(); i++) {
            int found = offsets.at(i + 1) - offsets.at(i);
            boolean valid = slots.validity() == 0 || Memory.getBit(slots.validity(), i);
            if (found != size && (valid || found != 0)) {
                throw new MalformedPageException(
                        child.fileOffsetBytes(),
                        "expected lists of " + size + " values in '" + list.getName() + "', found one of " + found);
            }
            complete &= found == size;
        }
        return complete ? child : padded(slots, offsets, child);
    }

    private ArrayData padded(Slots slots, ListOffsets offsets, ArrayData child) {
        Field field = list.getChildren().getFirst();
        Sources sources = new Sources();
        sources.add(child);
        sources.add(NullArrays.of(field, size, scope));
        Selection selection = new Selection();
        for (int i = 0; i < slots.count(); i++) {
            boolean there = offsets.at(i + 1) > offsets.at(i);
            selection.addRun(there ? 0 : 1, there ? offsets.at(i) : 0, size);
        }
        Gatherer gatherer = Gatherer.of(field);
        return gatherer.write(scope.allocate(gatherer.measure(sources, selection, scope)));
    }
}
