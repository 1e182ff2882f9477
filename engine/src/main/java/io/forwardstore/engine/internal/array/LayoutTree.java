package io.forwardstore.engine.internal.array;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.Types;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// A field with its layout and its children's, found out once instead of at each batch.
///
/// @param field a field as it is shown, in memory format
/// @param layout its vectors' layout
/// @param children its children's trees, in order
/// @param leaf the kind of its vectors, null unless that alone makes them
public record LayoutTree(Field field, Layout layout, List<LayoutTree> children, @Nullable MinorType leaf) {
    /// The tree of a field.
    public static LayoutTree of(Field field) {
        boolean leaf = field.getChildren().isEmpty() && !(field.getType() instanceof ArrowType.ExtensionType);
        return new LayoutTree(
                field,
                Layout.of(field),
                field.getChildren().stream().map(LayoutTree::of).toList(),
                leaf ? Types.getMinorTypeForArrowType(field.getType()) : null);
    }

    /// A vector of the field, without buffers yet.
    public FieldVector newVector(BufferAllocator allocator) {
        return leaf == null ? field.createVector(allocator) : leaf.getNewVector(field, allocator, null);
    }
}
