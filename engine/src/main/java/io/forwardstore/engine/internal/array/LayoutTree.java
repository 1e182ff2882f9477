package io.forwardstore.engine.internal.array;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

import java.util.List;

/// A field with its layout and its children's, found out once instead of at each batch.
///
/// @param field a field as it is shown, in memory format
/// @param layout its vectors' layout
/// @param children its children's trees, in order
public record LayoutTree(Field field, Layout layout, List<LayoutTree> children) {
    /// The tree of a field.
    public static LayoutTree of(Field field) {
        return new LayoutTree(field, Layout.of(field), field.getChildren().stream().map(LayoutTree::of).toList());
    }

    /// A vector of the field, without buffers yet.
    public FieldVector newVector(BufferAllocator allocator) {
        return field.createVector(allocator);
    }
}
