package io.forwardstore.engine.internal.array.build;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Which child of a union a type id stands for.
final class UnionChildren {
    private static final int TYPE_IDS = 128;

    private final int[] childOfTypeId;

    private UnionChildren(int[] childOfTypeId) {
        this.childOfTypeId = childOfTypeId;
    }

    static UnionChildren of(ArrowType.Union type) {
        int[] children = new int[TYPE_IDS];
        int @Nullable [] typeIds = type.getTypeIds();
        if (typeIds == null) {
            Arrays.setAll(children, child -> child);
        } else {
            Arrays.fill(children, -1);
            for (int child = 0; child < typeIds.length; child++) {
                children[typeIds[child]] = child;
            }
        }
        return new UnionChildren(children);
    }

    /// @throws IllegalArgumentException if the union has no such type
    int childOf(byte typeId, int childCount) {
        int child = typeId < 0 ? -1 : childOfTypeId[typeId];
        if (child < 0 || child >= childCount) {
            throw new IllegalArgumentException("Invalid union type id " + typeId);
        }
        return child;
    }
}
