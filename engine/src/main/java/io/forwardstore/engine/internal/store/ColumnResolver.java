package io.forwardstore.engine.internal.store;

import io.forwardstore.ForwardStore;
import io.forwardstore.engine.Column;
import io.forwardstore.engine.TableFile;
import io.forwardstore.engine.internal.array.Layout;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds columns by name: a column's own, the row-id pseudo column's, or the path `a.b` to a struct's child.
final class ColumnResolver {
    private final TableFile table;
    private final Map<String, List<Column>> byName = new LinkedHashMap<>();

    ColumnResolver(TableFile table) {
        this.table = table;
        for (Column column : table.columns()) {
            byName.computeIfAbsent(column.field().getName(), name -> new ArrayList<>(1)).add(column);
        }
    }

    /// The columns of a projection; null stands for the row-id pseudo column.
    ///
    /// @throws IllegalArgumentException if there are none, or a name is unknown or ambiguous
    List<@Nullable Column> resolve(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "[" + table.name() + "] Cannot read no columns: name at least one of " + available());
        }
        List<@Nullable Column> columns = new ArrayList<>(names.size());
        for (String name : names) {
            columns.add(name.equals(ForwardStore.ROW_ID_COLUMN) ? null : requireVectors(resolve(name)));
        }
        return columns;
    }

    /// Refuses what Arrow's Java vectors cannot hold: struct children that share a name, and binaries of width 0.
    private Column requireVectors(Column column) {
        requireVectors(column.field(), column.field().getName());
        return column;
    }

    private void requireVectors(Field field, String name) {
        boolean byName = field.getType() instanceof ArrowType.Struct || field.getType() instanceof ArrowType.Union;
        Set<String> seen = new HashSet<>();
        for (Field child : field.getChildren()) {
            if (byName && !seen.add(child.getName())) {
                throw new IllegalArgumentException(
                        "["
                                + table.name()
                                + "] Cannot read column '"
                                + name
                                + "': '"
                                + field.getName()
                                + "' has more than one child named '"
                                + child.getName()
                                + "'");
            }
            requireVectors(child, name);
        }
        if (Layout.of(field) instanceof Layout.FixedWidth(int bytes) && bytes == 0) {
            throw new IllegalArgumentException(
                    "[" + table.name() + "] Cannot read column '" + name + "': '" + field.getName() + "' has width 0");
        }
    }

    private Column resolve(String name) {
        List<Column> named = byName.get(name);
        if (named != null) {
            return onlyOne(name, named);
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            List<Column> structs = byName.get(name.substring(0, dot));
            if (structs != null) {
                return descend(onlyOne(name, structs), name.substring(dot + 1), name);
            }
        }
        throw unknown(name);
    }

    private Column descend(Column struct, String path, String name) {
        if (!(struct.storedField().getType() instanceof ArrowType.Struct)) {
            throw new IllegalArgumentException(
                    "["
                            + table.name()
                            + "] Cannot read column '"
                            + name
                            + "': '"
                            + struct.field().getName()
                            + "' is no struct but "
                            + struct.field().getType());
        }
        List<Field> children = struct.field().getChildren();
        int exact = childNamed(children, path, name);
        if (exact >= 0) {
            return new StructChildColumn(struct, exact, name);
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            int child = childNamed(children, path.substring(0, dot), name);
            if (child >= 0) {
                Column parent = new StructChildColumn(struct, child, path.substring(0, dot));
                return descend(parent, path.substring(dot + 1), name);
            }
        }
        throw unknown(name);
    }

    private int childNamed(List<Field> children, String childName, String name) {
        int found = -1;
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).getName().equals(childName)) {
                if (found >= 0) {
                    throw ambiguous(name, 2);
                }
                found = i;
            }
        }
        return found;
    }

    private Column onlyOne(String name, List<Column> named) {
        if (named.size() > 1) {
            throw ambiguous(name, named.size());
        }
        return named.getFirst();
    }

    private IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "[" + table.name() + "] Unknown column '" + name + "'. Available: " + available());
    }

    private IllegalArgumentException ambiguous(String name, int count) {
        return new IllegalArgumentException(
                "[" + table.name() + "] Ambiguous column '" + name + "': the schema has " + count + " of that name");
    }

    private String available() {
        return byName.isEmpty() ? ForwardStore.ROW_ID_COLUMN : String.join(", ", byName.keySet());
    }
}
