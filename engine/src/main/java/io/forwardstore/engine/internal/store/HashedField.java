package io.forwardstore.engine.internal.store;

import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// A field that knows its hash. Every new vector schema root hashes all of its fields, and a field hashes its whole
/// tree.
final class HashedField extends Field {
    private final int hash;

    HashedField(Field field) {
        super(field.getName(), field.getFieldType(), field.getChildren());
        this.hash = field.hashCode();
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || super.equals(other);
    }
}
