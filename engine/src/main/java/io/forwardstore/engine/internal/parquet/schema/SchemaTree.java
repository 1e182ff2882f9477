package io.forwardstore.engine.internal.parquet.schema;

import io.forwardstore.engine.internal.parquet.format.PhysicalType;
import io.forwardstore.engine.internal.parquet.format.Repetition;
import io.forwardstore.engine.internal.parquet.format.SchemaElement;

import java.util.ArrayList;
import java.util.List;

/// Builds the tree that a footer holds in depth-first order.
final class SchemaTree {
    /// Deeper than any schema that writers make, and shallow enough for levels in a byte and for recursion.
    private static final int MAX_DEPTH = 100;

    private final List<SchemaElement> elements;
    private final List<Leaf> leaves = new ArrayList<>();
    private int next;

    private SchemaTree(List<SchemaElement> elements) {
        this.elements = elements;
    }

    /// @param columns the root's children
    /// @param leaves all leaves in order
    record Parsed(List<ParquetField> columns, List<Leaf> leaves) {}

    static Parsed parse(List<SchemaElement> elements) throws SchemaException {
        SchemaTree tree = new SchemaTree(elements);
        SchemaElement root = tree.take();
        if (root.type() != null) {
            throw new SchemaException("a group as the schema's root, found a leaf");
        }
        List<ParquetField> columns = tree.children(root, "", 0, 0, 0);
        if (tree.next != elements.size()) {
            throw new SchemaException("a schema of " + tree.next + " elements, found " + elements.size());
        }
        return new Parsed(columns, List.copyOf(tree.leaves));
    }

    private SchemaElement take() throws SchemaException {
        if (next == elements.size()) {
            throw new SchemaException("more than " + next + " schema elements");
        }
        return elements.get(next++);
    }

    private List<ParquetField> children(SchemaElement group, String path, int definition, int repetition, int depth)
            throws SchemaException {
        if (depth > MAX_DEPTH) {
            throw new SchemaException("a schema at most " + MAX_DEPTH + " levels deep");
        }
        if (group.childCount() > elements.size() - next) {
            throw new SchemaException(group.childCount() + " children of '" + group.name() + "'");
        }
        List<ParquetField> children = new ArrayList<>(group.childCount());
        for (int i = 0; i < group.childCount(); i++) {
            children.add(field(take(), path, definition, repetition, depth));
        }
        return children;
    }

    private ParquetField field(SchemaElement element, String parentPath, int definition, int repetition, int depth)
            throws SchemaException {
        String path = parentPath.isEmpty() ? element.name() : parentPath + "." + element.name();
        int ownDefinition = element.repetition() == Repetition.REQUIRED ? definition : definition + 1;
        int ownRepetition = element.repetition() == Repetition.REPEATED ? repetition + 1 : repetition;
        PhysicalType type = element.type();
        if (type == null) {
            List<ParquetField> children = children(element, path, ownDefinition, ownRepetition, depth + 1);
            if (children.isEmpty()) {
                throw new SchemaException("a type or children of '" + path + "'");
            }
            return new ParquetField(element, ownDefinition, ownRepetition, children, null);
        }
        int width = type == PhysicalType.FIXED_LEN_BYTE_ARRAY ? element.typeLength() : type.bytes();
        if (type == PhysicalType.FIXED_LEN_BYTE_ARRAY && width <= 0) {
            throw new SchemaException("a length from 1 for the fixed-length values of '" + path + "', found " + width);
        }
        Leaf leaf = new Leaf(leaves.size(), type, width, ownDefinition, ownRepetition, path);
        leaves.add(leaf);
        return new ParquetField(element, ownDefinition, ownRepetition, List.of(), leaf);
    }
}
