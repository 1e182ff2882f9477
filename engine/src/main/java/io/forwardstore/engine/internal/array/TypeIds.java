package io.forwardstore.engine.internal.array;

import java.util.Arrays;

/// Which child of a union each type id stands for (Arrow specification, "Union Layout").
final class TypeIds {
    /// What an id of no child stands for.
    static final int NO_CHILD = -1;

    private final int[] childOf = new int[1 << Byte.SIZE];

    /// @param ids the type id of each child
    TypeIds(int[] ids) {
        Arrays.fill(childOf, NO_CHILD);
        for (int child = 0; child < ids.length; child++) {
            childOf[ids[child]] = child;
        }
    }

    /// The child that a type id stands for, or [#NO_CHILD].
    int childOf(byte typeId) {
        return childOf[Byte.toUnsignedInt(typeId)];
    }

    /// What was expected where a type id stands for no child.
    ///
    /// @param value the value's number in its page
    static String expected(byte typeId, int value) {
        return "expected a type id of the union, found " + typeId + " for value " + value + " of the page";
    }
}
