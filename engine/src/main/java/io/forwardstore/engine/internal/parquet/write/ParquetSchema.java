package io.forwardstore.engine.internal.parquet.write;

import io.forwardstore.engine.internal.array.Layout;
import io.forwardstore.engine.internal.array.StoredFields;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.SchemaElement;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A table's Parquet schema, and how its leaves are reached from Arrow columns.
///
/// Lists and maps have the standard three levels (Parquet format, "Nested Types"). Dictionary-encoded and run-end
/// encoded fields are written by their values.
final class ParquetSchema {
    /// Levels are held in a byte.
    private static final int MAXIMUM_LEVEL = Byte.MAX_VALUE;

    private static final String EXTENSION_NAME_KEY = "ARROW:extension:name";
    private static final String FIELD_ID_KEY = "PARQUET:field_id";

    private final List<SchemaElement> elements = new ArrayList<>();
    private final List<LeafPath> leaves = new ArrayList<>();

    private ParquetSchema() {}

    /// @param fields the columns as they are stored, with the values' types of dictionary-encoded fields
    /// @throws IllegalArgumentException naming a column that Parquet cannot hold
    static ParquetSchema of(List<Field> fields) {
        ParquetSchema schema = new ParquetSchema();
        schema.elements.add(new SchemaElement("schema").setNum_children(fields.size()));
        for (int column = 0; column < fields.size(); column++) {
            Field field = fields.get(column);
            schema.add(new Place(column, List.of(), List.of(), 0, 0), field.getName(), field);
        }
        return schema;
    }

    /// The elements in depth-first order, the root first.
    List<SchemaElement> elements() {
        return elements;
    }

    /// The leaves in order.
    List<LeafPath> leaves() {
        return leaves;
    }

    /// The field as readers are to see it: with the values' type where it is encoded.
    static Field decoded(Field stored) {
        if (stored.getType() instanceof ArrowType.RunEndEncoded) {
            Field values = decoded(stored.getChildren().get(1));
            Map<String, String> metadata = new HashMap<>(values.getMetadata());
            metadata.putAll(stored.getMetadata());
            return new Field(
                    stored.getName(),
                    new FieldType(isNullable(stored), values.getType(), null, metadata),
                    values.getChildren());
        }
        return new Field(
                stored.getName(),
                new FieldType(stored.isNullable(), stored.getType(), null, stored.getMetadata()),
                stored.getChildren().stream().map(ParquetSchema::decoded).toList());
    }

    /// Where in the schema an element stands.
    ///
    /// @param steps the way to the arrays of its parent's values
    private record Place(int column, List<String> names, List<Step> steps, int definition, int repetition) {
        Place then(Step... more) {
            return new Place(column, names, LeafPath.then(steps, more), definition, repetition);
        }

        Place named(String name) {
            List<String> longer = new ArrayList<>(names);
            longer.add(name);
            return new Place(column, List.copyOf(longer), steps, definition, repetition);
        }

        /// One level deeper, for what may be null.
        Place optional() {
            return new Place(column, names, steps, definition + 1, repetition);
        }

        /// One level deeper, for what may be repeated.
        Place repeated() {
            return new Place(column, names, steps, definition + 1, repetition + 1);
        }

        String path() {
            return String.join(".", names);
        }
    }

    private static boolean isNullable(Field field) {
        return field.isNullable()
                || field.getType() instanceof ArrowType.RunEndEncoded && isNullable(field.getChildren().get(1));
    }

    /// Adds a field's element and all below it.
    private void add(Place parent, String name, Field field) {
        boolean isOptional = isNullable(field) || field.getType() instanceof ArrowType.Null;
        Place named = parent.named(name);
        Place place = isOptional ? named.optional() : named;
        if (place.definition() > MAXIMUM_LEVEL) {
            throw new IllegalArgumentException(
                    "Cannot write column '"
                            + place.path()
                            + "': it is nested deeper than "
                            + MAXIMUM_LEVEL
                            + " levels");
        }
        FieldRepetitionType repetition = isOptional ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED;
        SchemaElement element = new SchemaElement(name).setRepetition_type(repetition);
        setFieldId(element, field);
        elements.add(element);
        Step nulls = isOptional ? new Step.Nulls(place.definition() - 1) : new Step.NoNulls(place.path());
        Field content = field;
        while (content.getType() instanceof ArrowType.RunEndEncoded) {
            place = place.then(new Step.IntoRuns(runEndBytes(content)));
            content = content.getChildren().get(1);
        }
        place = place.then(nulls);
        if (content.getDictionary() != null) {
            place = place.then(new Step.IntoDictionary(StoredFields.indexType(content.getDictionary())), nulls);
        }
        addContent(place, element, content);
    }

    private static int runEndBytes(Field runs) {
        return ((Layout.FixedWidth) Layout.of(runs.getChildren().get(0))).bytes();
    }

    private static void setFieldId(SchemaElement element, Field field) {
        String id = field.getMetadata().get(FIELD_ID_KEY);
        if (id != null && id.matches("-?\\d{1,9}")) {
            element.setField_id(Integer.parseInt(id));
        }
    }

    private void addContent(Place place, SchemaElement element, Field field) {
        ArrowType type = storageType(field.getType());
        switch (type) {
            case ArrowType.Struct _ -> addStruct(place, element, field);
            case ArrowType.Map _ -> addMap(place, element, field);
            case ArrowType.List _ -> addList(place, element, field, new Step.ListBounds.Offsets(Integer.BYTES));
            case ArrowType.LargeList _ -> addList(place, element, field, new Step.ListBounds.Offsets(Long.BYTES));
            case ArrowType.ListView _ -> addList(place, element, field, new Step.ListBounds.Views(Integer.BYTES));
            case ArrowType.LargeListView _ -> addList(place, element, field, new Step.ListBounds.Views(Long.BYTES));
            case ArrowType.FixedSizeList t ->
                    addList(place, element, field, new Step.ListBounds.Fixed(t.getListSize()));
            default -> addLeaf(place, element, field, type);
        }
    }

    private void addStruct(Place place, SchemaElement element, Field field) {
        List<Field> children = field.getChildren();
        if (children.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot write column '" + place.path() + "': Parquet has no structs without fields");
        }
        element.setNum_children(children.size());
        for (int i = 0; i < children.size(); i++) {
            Field child = children.get(i);
            add(place.then(new Step.IntoChild(i)), child.getName(), child);
        }
    }

    private void addList(Place place, SchemaElement element, Field field, Step.ListBounds bounds) {
        element.setNum_children(1).setLogicalType(LogicalType.LIST(new ListType()));
        element.setConverted_type(ConvertedType.LIST);
        Place list = repeated(place, "list", bounds, 1);
        Field child = field.getChildren().get(0);
        add(list, "element", child);
    }

    private void addMap(Place place, SchemaElement element, Field field) {
        element.setNum_children(1).setLogicalType(LogicalType.MAP(new MapType()));
        element.setConverted_type(ConvertedType.MAP);
        Place entries =
                repeated(place, "key_value", new Step.ListBounds.Offsets(Integer.BYTES), 2)
                        .then(new Step.NoNulls(place.path()));
        List<Field> children = field.getChildren().get(0).getChildren();
        Field key = children.get(0);
        Field requiredKey =
                new Field(
                        key.getName(),
                        new FieldType(false, key.getType(), key.getDictionary(), key.getMetadata()),
                        key.getChildren());
        add(entries.then(new Step.IntoChild(0)), "key", requiredKey);
        add(entries.then(new Step.IntoChild(1)), "value", children.get(1));
    }

    /// Adds the group that is repeated once for each value of a list or map.
    private Place repeated(Place place, String name, Step.ListBounds bounds, int childCount) {
        elements.add(
                new SchemaElement(name).setRepetition_type(FieldRepetitionType.REPEATED).setNum_children(childCount));
        return place.then(new Step.IntoList(bounds, place.definition(), place.repetition() + 1)).named(name).repeated();
    }

    private void addLeaf(Place place, SchemaElement element, Field field, ArrowType type) {
        LeafType leaf = LeafTypes.of(type, extensionName(field));
        if (leaf == null) {
            throw new IllegalArgumentException(
                    "Cannot write column '" + place.path() + "': Parquet has no type for " + type);
        }
        element.setType(leaf.physical());
        if (leaf.width() > 0) {
            element.setType_length(leaf.width());
        }
        if (leaf.logical() != null) {
            element.setLogicalType(leaf.logical());
        }
        if (leaf.converted() != null) {
            element.setConverted_type(leaf.converted());
        }
        if (leaf.precision() > 0) {
            element.setPrecision(leaf.precision()).setScale(leaf.scale());
        }
        List<Step> steps =
                type instanceof ArrowType.Null
                        ? LeafPath.then(place.steps(), new Step.AllNull(place.definition() - 1))
                        : place.steps();
        leaves.add(new LeafPath(place.column(), place.names(), steps, place.definition(), place.repetition(), leaf));
    }

    private static ArrowType storageType(ArrowType type) {
        return type instanceof ArrowType.ExtensionType extension ? storageType(extension.storageType()) : type;
    }

    private static @Nullable String extensionName(Field field) {
        return field.getType() instanceof ArrowType.ExtensionType extension
                ? extension.extensionName()
                : field.getMetadata().get(EXTENSION_NAME_KEY);
    }
}
