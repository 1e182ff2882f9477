package io.forwardstore.engine.internal.parquet.schema;

import org.apache.arrow.vector.types.pojo.Field;

import java.util.List;

/// An Arrow field and how it is put together from leaves.
public sealed interface Node {
    /// The field as users see it.
    Field field();

    /// The leaf whose levels tell the node's shape.
    Leaf firstLeaf();

    /// A node without children.
    record OfLeaf(Field field, Leaf leaf) implements Node {
        @Override
        public Leaf firstLeaf() {
            return leaf;
        }
    }

    /// A struct.
    ///
    /// @param definition the definition level from which it is not null
    record OfStruct(Field field, int definition, List<Node> children) implements Node {
        @Override
        public Leaf firstLeaf() {
            return children.getFirst().firstLeaf();
        }
    }

    /// A list of any kind, or a map.
    ///
    /// @param definition the definition level from which it is not null
    /// @param elementDefinition the definition level from which it has an element
    /// @param repetition the repetition level of its elements
    record OfList(Field field, int definition, int elementDefinition, int repetition, Node child) implements Node {
        @Override
        public Leaf firstLeaf() {
            return child.firstLeaf();
        }
    }
}
