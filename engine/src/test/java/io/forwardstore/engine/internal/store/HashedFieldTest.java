package io.forwardstore.engine.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;

import java.util.List;

final class HashedFieldTest {
    private static Field struct(String child) {
        Field leaf = new Field(child, FieldType.nullable(new ArrowType.Utf8()), List.of());
        return new Field("s", FieldType.nullable(new ArrowType.Struct()), List.of(leaf));
    }

    @Test
    void isTheFieldThatItWasMadeOfToCallersWhoCompareSchemas() {
        Field hashed = new HashedField(struct("a"));
        assertEquals(struct("a"), hashed);
        assertEquals(hashed, struct("a"));
        assertEquals(new HashedField(struct("a")), hashed);
        assertEquals(struct("a").hashCode(), hashed.hashCode());
        assertNotEquals(struct("b"), hashed);
        assertNotEquals(hashed, struct("b"));
        assertNotEquals(hashed, null);
    }
}
