package io.forwardstore.engine.internal.parquet.schema;

import io.forwardstore.engine.internal.array.Layout;

import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives back to fields what Parquet cannot hold, from the schema that an Arrow writer left: other kinds of lists and
/// strings, the names of their elements, time zones, durations, metadata, extension types. What contradicts Parquet's
/// own schema is passed over.
final class OriginFields {
    private OriginFields() {}

    static Node restore(Node inferred, Field origin) {
        ArrowType type = storage(origin.getType());
        Node node = restoreStorage(inferred, origin, type);
        Field field = node.field();
        if (origin.getType() instanceof ArrowType.ExtensionType && field.getType().equals(type)) {
            return withField(node, withType(field, origin.getType()));
        }
        return node;
    }

    private static ArrowType storage(ArrowType type) {
        return type instanceof ArrowType.ExtensionType extension ? storage(extension.storageType()) : type;
    }

    private static Node restoreStorage(Node inferred, Field origin, ArrowType type) {
        Node node =
                switch (inferred) {
                    case Node.OfLeaf leaf -> withField(leaf, withType(leaf.field(), restoreLeaf(leaf, type)));
                    case Node.OfStruct struct -> restoreStruct(struct, origin, type);
                    case Node.OfList list -> restoreList(list, origin, type);
                };
        return withField(node, withMetadata(node.field(), origin.getMetadata()));
    }

    private static Node restoreStruct(Node.OfStruct struct, Field origin, ArrowType type) {
        List<Field> originChildren = origin.getChildren();
        if (!(type instanceof ArrowType.Struct) || originChildren.size() != struct.children().size()) {
            return struct;
        }
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < originChildren.size(); i++) {
            children.add(restore(struct.children().get(i), originChildren.get(i)));
        }
        Field field =
                withChildren(struct.field(), struct.field().getType(), children.stream().map(Node::field).toList());
        return new Node.OfStruct(field, struct.definition(), children);
    }

    private static Node restoreList(Node.OfList list, Field origin, ArrowType type) {
        boolean isMap = list.field().getType() instanceof ArrowType.Map;
        boolean fits = isMap ? type instanceof ArrowType.Map : isList(type);
        if (!fits || origin.getChildren().size() != 1) {
            return list;
        }
        Field originChild = origin.getChildren().getFirst();
        Node child = named(restore(list.child(), originChild), originChild);
        if (isMap && child instanceof Node.OfStruct entries) {
            child = namedEntries(entries, originChild.getChildren());
        }
        Field field = withChildren(list.field(), type, List.of(child.field()));
        return new Node.OfList(field, list.definition(), list.elementDefinition(), list.repetition(), child);
    }

    /// Parquet prescribes the names of what a list or map holds; Arrow has them free.
    private static Node named(Node node, Field origin) {
        Field field = node.field();
        FieldType type = new FieldType(field.isNullable(), field.getType(), null, field.getMetadata());
        return withField(node, new Field(origin.getName(), type, field.getChildren()));
    }

    private static Node namedEntries(Node.OfStruct entries, List<Field> origins) {
        if (origins.size() != entries.children().size()) {
            return entries;
        }
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            children.add(named(entries.children().get(i), origins.get(i)));
        }
        Field field =
                withChildren(entries.field(), entries.field().getType(), children.stream().map(Node::field).toList());
        return new Node.OfStruct(field, entries.definition(), children);
    }

    private static boolean isList(ArrowType type) {
        return switch (type) {
            case ArrowType.List _, ArrowType.LargeList _, ArrowType.ListView _, ArrowType.LargeListView _ -> true;
            case ArrowType.FixedSizeList fixed -> fixed.getListSize() >= 0;
            default -> false;
        };
    }

    private static ArrowType restoreLeaf(Node.OfLeaf node, ArrowType origin) {
        ArrowType inferred = node.field().getType();
        return switch (inferred) {
            case ArrowType.Timestamp stored
                    when origin instanceof ArrowType.Timestamp original && "UTC".equals(stored.getTimezone()) ->
                    new ArrowType.Timestamp(
                            unit(stored, original),
                            original.getTimezone() == null || original.getTimezone().isEmpty()
                                    ? stored.getTimezone()
                                    : original.getTimezone());
            case ArrowType.Timestamp stored
                    when origin instanceof ArrowType.Timestamp original && stored.getTimezone() == null ->
                    new ArrowType.Timestamp(unit(stored, original), null);
            case ArrowType.Time stored
                    when origin instanceof ArrowType.Time original
                            && stored.getUnit() == TimeUnit.MILLISECOND
                            && original.getUnit() == TimeUnit.SECOND ->
                    origin;
            case ArrowType.Date _ when origin instanceof ArrowType.Date -> origin;
            case ArrowType.Utf8 _ when origin instanceof ArrowType.LargeUtf8 || origin instanceof ArrowType.Utf8View ->
                    origin;
            case ArrowType.Binary _
                    when origin instanceof ArrowType.LargeBinary || origin instanceof ArrowType.BinaryView ->
                    origin;
            case ArrowType.Decimal stored
                    when origin instanceof ArrowType.Decimal original
                            && original.getBitWidth() == 256
                            && original.getPrecision() == stored.getPrecision()
                            && original.getScale() == stored.getScale() ->
                    origin;
            default -> isCarried(node.leaf(), inferred, origin) ? origin : inferred;
        };
    }

    /// Seconds are stored as milliseconds.
    private static TimeUnit unit(ArrowType.Timestamp stored, ArrowType.Timestamp original) {
        boolean isSeconds = stored.getUnit() == TimeUnit.MILLISECOND && original.getUnit() == TimeUnit.SECOND;
        return isSeconds ? TimeUnit.SECOND : stored.getUnit();
    }

    /// True if an integer or a fixed-length value without annotation carries a type of the same width that Parquet does
    /// not have.
    private static boolean isCarried(Leaf leaf, ArrowType inferred, ArrowType origin) {
        return (origin instanceof ArrowType.Duration || origin instanceof ArrowType.Interval)
                && ArrowTypes.isPlainCarrier(leaf, inferred)
                && Layout.of(Field.nullable("", origin)) instanceof Layout.FixedWidth(int bytes)
                && bytes == leaf.width();
    }

    private static Field withType(Field field, ArrowType type) {
        return withChildren(field, type, field.getChildren());
    }

    private static Field withChildren(Field field, ArrowType type, List<Field> children) {
        return new Field(field.getName(), new FieldType(field.isNullable(), type, null, field.getMetadata()), children);
    }

    /// Parquet's own keys win.
    private static Field withMetadata(Field field, Map<String, String> origin) {
        if (origin.isEmpty()) {
            return field;
        }
        Map<String, String> metadata = new HashMap<>(origin);
        metadata.putAll(field.getMetadata());
        return new Field(
                field.getName(),
                new FieldType(field.isNullable(), field.getType(), null, metadata),
                field.getChildren());
    }

    private static Node withField(Node node, Field field) {
        return switch (node) {
            case Node.OfLeaf leaf -> new Node.OfLeaf(field, leaf.leaf());
            case Node.OfStruct struct -> new Node.OfStruct(field, struct.definition(), struct.children());
            case Node.OfList list ->
                    new Node.OfList(
                            field, list.definition(), list.elementDefinition(), list.repetition(), list.child());
        };
    }
}
