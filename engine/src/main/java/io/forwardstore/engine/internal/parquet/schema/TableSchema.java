package io.forwardstore.engine.internal.parquet.schema;

import io.forwardstore.engine.internal.parquet.format.FileMetadata;

import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A file's schema: Arrow's view and how it is put together.
///
/// @param columns the nodes of the top-level columns
/// @param leaves all leaves, in the order of the column chunks
public record TableSchema(Schema schema, List<Node> columns, List<Leaf> leaves) {
    /// @throws SchemaException if the schema contradicts the format
    public static TableSchema of(FileMetadata metadata) throws SchemaException {
        SchemaTree.Parsed tree = SchemaTree.parse(metadata.schema());
        List<Node> columns = tree.columns().stream().map(NodeBuilder::of).toList();
        Map<String, String> keyValues = metadata.keyValues();
        String hint = metadata.keyValues().get(ArrowSchemaHint.KEY);
        if (hint != null) {
            Schema origin = ArrowSchemaHint.parse(hint);
            columns = restore(columns, origin.getFields());
            // An Arrow writer's schema says what of the file's metadata is the table's.
            keyValues = origin.getCustomMetadata();
        }
        return new TableSchema(
                new Schema(columns.stream().map(Node::field).toList(), keyValues), columns, tree.leaves());
    }

    private static List<Node> restore(List<Node> columns, List<Field> origins) {
        List<Node> restored = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Node column = columns.get(i);
            boolean fits = i < origins.size() && origins.get(i).getName().equals(column.field().getName());
            restored.add(fits ? OriginFields.restore(column, origins.get(i)) : column);
        }
        return restored;
    }
}
