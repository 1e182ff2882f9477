package io.forwardstore.engine.internal.array;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Fields as they are stored and as they are shown.
///
/// A stored field is in Arrow's message format: where it is dictionary-encoded it has the values' type and the
/// encoding. Shown decoded it has the values' type alone; shown encoded it has the indices' type and the encoding.
public final class StoredFields {
    private static final ArrowType.Int DEFAULT_INDEX = new ArrowType.Int(32, true);

    private StoredFields() {}

    /// The field with the values' type wherever it is dictionary-encoded.
    public static Field decoded(Field stored) {
        return with(stored, stored.getType(), null, children(stored, Shown.DECODED));
    }

    /// The field with the indices' type wherever it is dictionary-encoded.
    public static Field encoded(Field stored) {
        DictionaryEncoding dictionary = stored.getDictionary();
        return dictionary == null
                ? with(stored, stored.getType(), null, children(stored, Shown.ENCODED))
                : with(stored, indexType(dictionary), dictionary, List.of());
    }

    /// The field of plain indices wherever it is dictionary-encoded: what [#encoded] fields are gathered as.
    public static Field indices(Field stored) {
        DictionaryEncoding dictionary = stored.getDictionary();
        return dictionary == null
                ? with(stored, stored.getType(), null, children(stored, Shown.INDICES))
                : with(stored, indexType(dictionary), null, List.of());
    }

    private enum Shown {
        DECODED,
        ENCODED,
        INDICES
    }

    private static List<Field> children(Field stored, Shown shown) {
        return stored.getChildren().stream()
                .map(child ->
                        switch (shown) {
                            case DECODED -> decoded(child);
                            case ENCODED -> encoded(child);
                            case INDICES -> indices(child);
                        })
                .toList();
    }

    private static Field with(
            Field field, ArrowType type, @Nullable DictionaryEncoding dictionary, List<Field> children) {
        return new Field(
                field.getName(), new FieldType(field.isNullable(), type, dictionary, field.getMetadata()), children);
    }

    /// True if the field or a part of it is dictionary-encoded.
    public static boolean hasDictionary(Field field) {
        return field.getDictionary() != null || field.getChildren().stream().anyMatch(StoredFields::hasDictionary);
    }

    /// The type of an encoding's indices.
    public static ArrowType.Int indexType(DictionaryEncoding dictionary) {
        ArrowType.Int type = dictionary.getIndexType();
        return type == null ? DEFAULT_INDEX : type;
    }

    /// The type id of each child of a union; without ids in the type they are the children's numbers.
    public static int[] typeIds(Field union) {
        int[] ids = ((ArrowType.Union) storageType(union.getType())).getTypeIds();
        if (ids != null) {
            return ids;
        }
        int[] numbers = new int[union.getChildren().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    private static ArrowType storageType(ArrowType type) {
        return type instanceof ArrowType.ExtensionType extension ? storageType(extension.storageType()) : type;
    }
}
