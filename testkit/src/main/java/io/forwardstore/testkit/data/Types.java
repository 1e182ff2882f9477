package io.forwardstore.testkit.data;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// What the kit asks about Arrow types.
final class Types {
    private Types() {}

    /// The type that says how values are laid out: for an extension type its storage.
    static ArrowType storageType(Field field) {
        return field.getType() instanceof ArrowType.ExtensionType extension ? extension.storageType() : field.getType();
    }

    /// The position of the member with a type id.
    static int memberOf(ArrowType.Union type, int typeId) {
        int[] ids = type.getTypeIds();
        if (ids == null) {
            return typeId;
        }
        for (int member = 0; member < ids.length; member++) {
            if (ids[member] == typeId) {
                return member;
            }
        }
        throw new IllegalArgumentException("The union has no member of type id " + typeId);
    }
}
