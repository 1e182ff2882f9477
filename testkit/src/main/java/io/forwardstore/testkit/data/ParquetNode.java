package io.forwardstore.testkit.data;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A field in Parquet's schema tree, and how its values are striped into columns of values and levels (Dremel, section
/// 4.1; Parquet specification, "Nested Encoding").
final class ParquetNode {
    private static final int REQUIRED = 0;
    private static final int OPTIONAL = 1;
    private static final int REPEATED = 2;
    private static final int MAP = 2;
    private static final int LIST = 3;

    private final Field field;
    private final boolean isRepeated;
    private final int ownDefinition;
    private final int ownRepetition;
    private final List<ParquetNode> children = new ArrayList<>();
    private final @Nullable ParquetColumn column;

    /// @param path the names above
    /// @param definition the definition level above
    /// @param repetition the repetition level above
    ParquetNode(Field field, List<String> path, int definition, int repetition) {
        this.field = field;
        ArrowType type = Types.storageType(field);
        this.isRepeated = isList(type) || type instanceof ArrowType.Map;
        this.ownDefinition = definition + (field.isNullable() ? 1 : 0);
        this.ownRepetition = repetition + (isRepeated ? 1 : 0);
        List<String> ownPath = with(path, field.getName());
        if (type instanceof ArrowType.Struct) {
            addChildren(field.getChildren(), ownPath, ownDefinition);
        } else if (type instanceof ArrowType.Map) {
            Field entries = field.getChildren().getFirst();
            addChildren(entries.getChildren(), with(ownPath, "key_value"), ownDefinition + 1);
        } else if (isRepeated) {
            addChildren(field.getChildren(), with(ownPath, "list"), ownDefinition + 1);
        }
        ParquetLeaf leaf = children.isEmpty() ? ParquetLeaf.of(type) : null;
        this.column = leaf == null ? null : new ParquetColumn(leaf, ownPath, ownDefinition, ownRepetition);
        if (leaf == null && children.isEmpty()) {
            throw new IllegalArgumentException("Parquet has no type for " + type);
        }
    }

    /// True if Parquet has a type for the field.
    static boolean holds(Field field) {
        ArrowType type = Types.storageType(field);
        return type instanceof ArrowType.Struct || type instanceof ArrowType.Map || isList(type)
                ? field.getChildren().stream().allMatch(ParquetNode::holds)
                : ParquetLeaf.of(type) != null;
    }

    private static boolean isList(ArrowType type) {
        return switch (type) {
            case ArrowType.List _,
                    ArrowType.LargeList _,
                    ArrowType.ListView _,
                    ArrowType.LargeListView _,
                    ArrowType.FixedSizeList _ ->
                    true;
            default -> false;
        };
    }

    private void addChildren(List<Field> fields, List<String> path, int definition) {
        fields.forEach(child -> children.add(new ParquetNode(child, path, definition, ownRepetition)));
    }

    private static List<String> with(List<String> path, String name) {
        return Stream.concat(path.stream(), Stream.of(name)).toList();
    }

    /// The columns below, in the order of the schema.
    List<ParquetColumn> columns() {
        return column != null ? List.of(column) : children.stream().flatMap(child -> child.columns().stream()).toList();
    }

    /// The schema elements of this node and those below.
    int elementCount() {
        return children.stream().mapToInt(ParquetNode::elementCount).sum() + (isRepeated ? 2 : 1);
    }

    void writeElements(CompactThrift schema) {
        int repetitionType = field.isNullable() ? OPTIONAL : REQUIRED;
        if (column != null) {
            column.writeElement(schema.element(), repetitionType, field.getName());
            return;
        }
        schema.element().i32(3, repetitionType).string(4, field.getName());
        if (isRepeated) {
            boolean isMap = Types.storageType(field) instanceof ArrowType.Map;
            int kind = isMap ? MAP : LIST;
            schema.i32(5, 1).struct(10).struct(kind).end().end().end();
            schema.element().i32(3, REPEATED).string(4, isMap ? "key_value" : "list");
        }
        schema.i32(5, children.size()).end();
        children.forEach(child -> child.writeElements(schema));
    }

    /// Stripes a value.
    ///
    /// @param repetition the level at which the path to this value repeats
    /// @param definition the level down to which the path above is there
    void add(@Nullable Object value, int repetition, int definition) {
        if (value == null) {
            columns().forEach(leaf -> leaf.addNull(repetition, definition));
        } else if (column != null) {
            column.add(value, repetition, ownDefinition);
        } else if (isRepeated) {
            addElements((List<?>) value, repetition);
        } else {
            addMembers((List<?>) value, repetition, ownDefinition);
        }
    }

    private void addElements(List<?> elements, int repetition) {
        if (elements.isEmpty()) {
            columns().forEach(leaf -> leaf.addNull(repetition, ownDefinition));
        }
        int level = repetition;
        for (Object element : elements) {
            if (Types.storageType(field) instanceof ArrowType.Map) {
                addMembers((List<?>) element, level, ownDefinition + 1);
            } else {
                children.getFirst().add(element, level, ownDefinition + 1);
            }
            level = ownRepetition;
        }
    }

    private void addMembers(List<?> members, int repetition, int definition) {
        for (int child = 0; child < children.size(); child++) {
            children.get(child).add(members.get(child), repetition, definition);
        }
    }
}
