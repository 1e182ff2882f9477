package io.forwardstore.engine.internal.parquet.schema;

import io.forwardstore.engine.internal.parquet.format.LogicalType.Simple;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Maps Parquet's fields to Arrow's, lists and maps in the standard layout and in the legacy ones (Parquet
/// specification, "Lists" and "Maps", with their backward-compatibility rules).
final class NodeBuilder {
    private static final String FIELD_ID_KEY = "PARQUET:field_id";

    /// What Arrow calls a map's structs, whatever the file calls them.
    private static final String ENTRIES = "entries";

    private NodeBuilder() {}

    /// The node of a field that stands in the root or in a struct.
    static Node of(ParquetField field) {
        if (field.isRepeated()) {
            // A repeated field outside a list is a list that is never null, of values that are never null.
            Node element = element(field);
            return new Node.OfList(
                    arrowField(field, false, ArrowType.List.INSTANCE, List.of(element.field())),
                    field.definition() - 1,
                    field.definition(),
                    field.repetition(),
                    element);
        }
        return ofValue(field, field.isOptional());
    }

    /// What one occurrence of a repeated field is.
    private static Node element(ParquetField field) {
        return ofValue(field, false);
    }

    private static Node ofValue(ParquetField field, boolean nullable) {
        Leaf leaf = field.leaf();
        if (leaf != null) {
            return new Node.OfLeaf(
                    arrowField(field, nullable, ArrowTypes.of(leaf, field.logicalType()), List.of()), leaf);
        }
        if (field.logicalType() == Simple.LIST && hasRepeatedChild(field)) {
            return ofList(field, nullable);
        }
        if (field.logicalType() == Simple.MAP && hasRepeatedChild(field)) {
            return ofMap(field, nullable);
        }
        return ofStruct(field, nullable, ArrowType.Struct.INSTANCE);
    }

    private static boolean hasRepeatedChild(ParquetField field) {
        return field.children().size() == 1 && field.children().getFirst().isRepeated();
    }

    private static Node ofStruct(ParquetField field, boolean nullable, ArrowType type) {
        List<Node> children = field.children().stream().map(NodeBuilder::of).toList();
        return new Node.OfStruct(
                arrowField(field, nullable, type, children.stream().map(Node::field).toList()),
                field.definition(),
                children);
    }

    private static Node ofList(ParquetField field, boolean nullable) {
        ParquetField repeated = field.children().getFirst();
        Node child = isElement(repeated) ? element(repeated) : of(repeated.children().getFirst());
        return new Node.OfList(
                arrowField(field, nullable, ArrowType.List.INSTANCE, List.of(child.field())),
                field.definition(),
                repeated.definition(),
                repeated.repetition(),
                child);
    }

    /// True if the repeated field is the element itself, not a wrapper around it.
    private static boolean isElement(ParquetField repeated) {
        if (!repeated.isGroup() || repeated.children().size() > 1) {
            return true;
        }
        return repeated.children().getFirst().isRepeated()
                || repeated.name().equals("array")
                || repeated.name().endsWith("_tuple");
    }

    private static Node ofMap(ParquetField field, boolean nullable) {
        ParquetField entries = field.children().getFirst();
        if (!entries.isGroup() || entries.children().size() != 2) {
            // A map without values is the list of its keys.
            return ofList(field, nullable);
        }
        ParquetField key = entries.children().getFirst();
        Node keyNode = key.isRepeated() ? of(key) : ofValue(key, false);
        Node valueNode = of(entries.children().getLast());
        Node.OfStruct entryNode =
                new Node.OfStruct(
                        new Field(
                                ENTRIES,
                                FieldType.notNullable(ArrowType.Struct.INSTANCE),
                                List.of(keyNode.field(), valueNode.field())),
                        entries.definition(),
                        List.of(keyNode, valueNode));
        return new Node.OfList(
                arrowField(field, nullable, new ArrowType.Map(false), List.of(entryNode.field())),
                field.definition(),
                entries.definition(),
                entries.repetition(),
                entryNode);
    }

    private static Field arrowField(ParquetField field, boolean nullable, ArrowType type, List<Field> children) {
        @Nullable Map<String, String> metadata =
                field.element().fieldId() >= 0
                        ? Map.of(FIELD_ID_KEY, Integer.toString(field.element().fieldId()))
                        : null;
        boolean isNull = type.equals(ArrowType.Null.INSTANCE);
        return new Field(field.name(), new FieldType(nullable || isNull, type, null, metadata), children);
    }
}
