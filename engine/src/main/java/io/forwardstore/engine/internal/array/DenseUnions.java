package io.forwardstore.engine.internal.array;

import io.forwardstore.engine.PageScope;
import io.forwardstore.engine.internal.memory.Memory;

import java.io.IOException;

/// Dense unions for Arrow's Java vectors, which take a child to have as many values as the union has of its type. In a
/// file several values of the union may be the same value of a child.
public final class DenseUnions {
    private static final int TYPE_IDS = 1 << Byte.SIZE;

    private DenseUnions() {}

    /// The array as it is, or a copy if a dense union in it has more values of a type than the type's child.
    ///
    /// @param tree the array's field as it is shown
    public static ArrayData forVectors(LayoutTree tree, ArrayData array, PageScope scope) throws IOException {
        if (fits(tree, array)) {
            return array;
        }
        Gatherer gatherer = Gatherer.of(StoredFields.indices(tree.field()));
        Sources sources = new Sources();
        sources.add(array);
        Selection selection = new Selection();
        selection.addRun(0, 0, array.length());
        return gatherer.write(scope.allocate(gatherer.measure(sources, selection, scope)));
    }

    /// True if there is a dense union in the tree.
    public static boolean areIn(LayoutTree tree) {
        return tree.layout() instanceof Layout.DenseUnion || tree.children().stream().anyMatch(DenseUnions::areIn);
    }

    private static boolean fits(LayoutTree tree, ArrayData array) {
        if (tree.layout() instanceof Layout.DenseUnion && !childrenFit(tree, array)) {
            return false;
        }
        for (int i = 0; i < array.children().length; i++) {
            if (!fits(tree.children().get(i), array.children()[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean childrenFit(LayoutTree tree, ArrayData union) {
        int[] counts = new int[TYPE_IDS];
        for (int i = 0; i < union.length(); i++) {
            counts[Byte.toUnsignedInt(Memory.getByte(union.buffer1() + i))]++;
        }
        int[] ids = StoredFields.typeIds(tree.field());
        for (int child = 0; child < ids.length; child++) {
            if (counts[ids[child]] > union.children()[child].length()) {
                return false;
            }
        }
        return true;
    }
}
