package io.forwardstore.engine.internal.ipc;

import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Decimals of 32 and 64 bits, which the format has and Arrow's Java vectors have not: they are read as decimals of 128
/// bits, and so such columns are copied.
public final class NarrowDecimals {
    private static final int WIDE_BITS = 128;
    private static final int WIDE_BYTES = WIDE_BITS / Byte.SIZE;

    private NarrowDecimals() {}

    /// Reads a field's flatbuffer, which Arrow's own reader refuses if there are narrow decimals in it.
    public static Field read(org.apache.arrow.flatbuf.Field field) {
        if (!isIn(field)) {
            return Field.convertField(field);
        }
        List<Field> children = new ArrayList<>();
        for (int i = 0; i < field.childrenLength(); i++) {
            children.add(read(field.children(i)));
        }
        FieldType type =
                new FieldType(
                        field.nullable(),
                        type(field),
                        dictionary(field),
                        metadata(field.customMetadataLength(), field::customMetadata));
        return new Field(field.name(), type, children);
    }

    private static boolean isIn(org.apache.arrow.flatbuf.Field field) {
        boolean isIn = field.typeType() == Type.Decimal && isNarrow(decimal(field).bitWidth());
        for (int i = 0; i < field.childrenLength() && !isIn; i++) {
            isIn = isIn(field.children(i));
        }
        return isIn;
    }

    private static Decimal decimal(org.apache.arrow.flatbuf.Field field) {
        Decimal decimal = (Decimal) field.type(new Decimal());
        if (decimal == null) {
            throw new IllegalArgumentException("a decimal without its precision");
        }
        return decimal;
    }

    private static ArrowType type(org.apache.arrow.flatbuf.Field field) {
        if (field.typeType() != Type.Decimal) {
            return ArrowType.getTypeForField(field);
        }
        Decimal decimal = decimal(field);
        return new ArrowType.Decimal(decimal.precision(), decimal.scale(), decimal.bitWidth());
    }

    private static @Nullable DictionaryEncoding dictionary(org.apache.arrow.flatbuf.Field field) {
        org.apache.arrow.flatbuf.DictionaryEncoding dictionary = field.dictionary();
        if (dictionary == null) {
            return null;
        }
        org.apache.arrow.flatbuf.Int index = dictionary.indexType();
        return new DictionaryEncoding(
                dictionary.id(),
                dictionary.isOrdered(),
                index == null ? null : new ArrowType.Int(index.bitWidth(), index.isSigned()));
    }

    /// Reads custom metadata; what has no key or no value has an empty one.
    public static Map<String, String> metadata(int count, IntFunction<KeyValue> pairs) {
        Map<String, String> metadata = new HashMap<>();
        for (int i = 0; i < count; i++) {
            KeyValue pair = pairs.apply(i);
            metadata.put(pair.key() == null ? "" : pair.key(), pair.value() == null ? "" : pair.value());
        }
        return metadata;
    }

    /// The field with wide decimals for narrow ones: itself if there are none.
    public static Field widened(Field field) {
        List<Field> children = field.getChildren().stream().map(NarrowDecimals::widened).toList();
        ArrowType type =
                field.getType() instanceof ArrowType.Decimal narrow && isNarrow(narrow.getBitWidth())
                        ? new ArrowType.Decimal(narrow.getPrecision(), narrow.getScale(), WIDE_BITS)
                        : field.getType();
        if (type.equals(field.getType()) && children.equals(field.getChildren())) {
            return field;
        }
        return new Field(
                field.getName(),
                new FieldType(field.isNullable(), type, field.getDictionary(), field.getMetadata()),
                children);
    }

    /// True for the widths that are widened.
    static boolean isNarrow(int bits) {
        return bits == Integer.SIZE || bits == Long.SIZE;
    }

    /// The bytes of so many widened values.
    static long wideBytes(int count) {
        return (long) count * WIDE_BYTES;
    }

    /// Widens values.
    ///
    /// @param narrowBytes 4 or 8
    static void widen(long source, int narrowBytes, long target, int count) {
        for (int i = 0; i < count; i++) {
            long value =
                    narrowBytes == Integer.BYTES
                            ? Memory.getInt(source + (long) i * Integer.BYTES)
                            : Memory.getLong(source + (long) i * Long.BYTES);
            long wide = target + (long) i * WIDE_BYTES;
            Memory.putLong(wide, value);
            Memory.putLong(wide + Long.BYTES, value >> (Long.SIZE - 1));
        }
    }
}
