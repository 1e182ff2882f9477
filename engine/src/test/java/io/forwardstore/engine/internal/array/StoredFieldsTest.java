package io.forwardstore.engine.internal.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;

import java.util.List;

final class StoredFieldsTest {
    private static final Field PLAIN = new Field("plain", FieldType.nullable(new ArrowType.Utf8()), List.of());
    private static final DictionaryEncoding ENCODING =
            new DictionaryEncoding(1, false, new ArrowType.Int(Short.SIZE, false));
    private static final Field ENCODED =
            new Field("encoded", new FieldType(true, new ArrowType.Utf8(), ENCODING), List.of());

    private static Field struct(Field... children) {
        return new Field("struct", FieldType.nullable(new ArrowType.Struct()), List.of(children));
    }

    @Test
    void aUnionWithoutTypeIdsHasItsChildrensNumbers() {
        FieldType type = FieldType.nullable(new ArrowType.Union(UnionMode.Dense, null));
        assertArrayEquals(new int[] {0, 1}, StoredFields.typeIds(new Field("u", type, List.of(PLAIN, PLAIN))));
        FieldType numbered = FieldType.nullable(new ArrowType.Union(UnionMode.Dense, new int[] {5, 3}));
        assertArrayEquals(new int[] {5, 3}, StoredFields.typeIds(new Field("u", numbered, List.of(PLAIN, PLAIN))));
    }

    @Test
    void aDictionaryIsFoundHoweverDeepItIs() {
        assertFalse(StoredFields.hasDictionary(PLAIN));
        assertFalse(StoredFields.hasDictionary(struct(PLAIN, struct(PLAIN))));
        assertTrue(StoredFields.hasDictionary(ENCODED));
        assertTrue(StoredFields.hasDictionary(struct(PLAIN, struct(ENCODED))));
    }

    @Test
    void eachViewOfAStoredFieldHasItsTypesAndItsEncodings() {
        Field stored = struct(PLAIN, ENCODED);
        Field decoded = new Field("encoded", FieldType.nullable(new ArrowType.Utf8()), List.of());
        assertEquals(struct(PLAIN, decoded), StoredFields.decoded(stored));
        Field indices = new Field("encoded", FieldType.nullable(ENCODING.getIndexType()), List.of());
        assertEquals(struct(PLAIN, indices), StoredFields.indices(stored));
        Field encoded = new Field("encoded", new FieldType(true, ENCODING.getIndexType(), ENCODING), List.of());
        assertEquals(struct(PLAIN, encoded), StoredFields.encoded(stored));
    }
}
