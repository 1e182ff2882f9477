package io.forwardstore.engine.internal.ipc;

import io.forwardstore.CorruptFileException;

import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a schema's flatbuffer and checks what the layouts rely on.
final class Schemas {
    /// Deeper schemas are refused, before anything recurses into them.
    static final int MAX_DEPTH = 64;

    private static final int MAX_UNION_CHILDREN = 128;

    private final Corrupt corrupt;
    private final long offsetBytes;
    private int fieldsLeft;

    private Schemas(Corrupt corrupt, long offsetBytes, int metadataBytes) {
        this.corrupt = corrupt;
        this.offsetBytes = offsetBytes;
        // A field takes more than that many bytes, unless a hostile file lets parents share their children.
        this.fieldsLeft = metadataBytes / 4;
    }

    /// The schema in message format.
    ///
    /// @param offsetBytes where in the file the flatbuffer starts
    static Schema read(org.apache.arrow.flatbuf.Schema schema, Corrupt corrupt, long offsetBytes) throws IOException {
        ByteBuffer buffer = schema.getByteBuffer();
        return new Schemas(corrupt, offsetBytes, buffer.limit()).read(schema);
    }

    private Schema read(org.apache.arrow.flatbuf.Schema schema) throws IOException {
        if (schema.endianness() == Endianness.Big) {
            throw new IOException(
                    "["
                            + corrupt.file()
                            + "] Cannot read: the file is big-endian, and only little-endian"
                            + " Arrow files are supported");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            checkShape(schema.fields(i), 1);
            Field field = named(NarrowDecimals.read(schema.fields(i)));
            check(field);
            fields.add(field);
        }
        return new Schema(fields, NarrowDecimals.metadata(schema.customMetadataLength(), schema::customMetadata));
    }

    /// The field, with an empty name wherever it has none.
    private static Field named(Field field) {
        List<Field> children = field.getChildren().stream().map(Schemas::named).toList();
        if (field.getName() != null && children.equals(field.getChildren())) {
            return field;
        }
        return new Field(field.getName() == null ? "" : field.getName(), field.getFieldType(), children);
    }

    private void checkShape(org.apache.arrow.flatbuf.Field field, int depth) throws CorruptFileException {
        if (depth > MAX_DEPTH) {
            throw malformed("expected at most " + MAX_DEPTH + " levels of nested fields");
        }
        if (--fieldsLeft < 0) {
            throw malformed("expected fewer fields than the schema's bytes can hold");
        }
        if (field.typeType() == Type.Union && field.type(new Union()) instanceof Union union) {
            int ids = union.typeIdsLength();
            if (ids < 0 || ids > MAX_UNION_CHILDREN) {
                throw malformed("expected at most " + MAX_UNION_CHILDREN + " type ids of a union, found " + ids);
            }
        }
        for (int i = 0; i < field.childrenLength(); i++) {
            checkShape(field.children(i), depth + 1);
        }
    }

    private void check(Field field) throws CorruptFileException {
        checkType(field, field.getType());
        if (field.getDictionary() != null && field.getDictionary().getIndexType() != null) {
            checkIntWidth(field, field.getDictionary().getIndexType());
        }
        for (Field child : field.getChildren()) {
            check(child);
        }
    }

    private void checkType(Field field, ArrowType type) throws CorruptFileException {
        int children = field.getChildren().size();
        switch (type) {
            case ArrowType.Int t -> {
                checkIntWidth(field, t);
                require(children == 0, field, "no children");
            }
            case ArrowType.Decimal t -> {
                requireOneOf(field, "decimal width", t.getBitWidth(), 32, 64, 128, 256);
                require(children == 0, field, "no children");
            }
            case ArrowType.Time t -> {
                boolean isShort = t.getUnit() == TimeUnit.SECOND || t.getUnit() == TimeUnit.MILLISECOND;
                requireOneOf(field, "time width", t.getBitWidth(), isShort ? 32 : 64);
                require(children == 0, field, "no children");
            }
            case ArrowType.FixedSizeBinary t ->
                    require(t.getByteWidth() >= 0 && children == 0, field, "a width of at least 0 and no children");
            case ArrowType.FixedSizeList t -> {
                require(t.getListSize() >= 0, field, "a list size of at least 0");
                require(children == 1, field, "one child");
            }
            case ArrowType.List _, ArrowType.LargeList _, ArrowType.ListView _, ArrowType.LargeListView _ ->
                    require(children == 1, field, "one child");
            case ArrowType.Map _ -> require(isMap(field), field, "one struct of key and value, not null, as child");
            case ArrowType.RunEndEncoded _ -> checkRunEnds(field);
            case ArrowType.Union t -> checkUnion(field, t);
            case ArrowType.ExtensionType t -> checkType(field, t.storageType());
            case ArrowType.Struct _ -> {}
            default -> require(children == 0, field, "no children");
        }
    }

    /// Neither the entries nor their keys may be null (Arrow specification, Schema.fbs, "Map").
    private static boolean isMap(Field field) {
        if (field.getChildren().size() != 1) {
            return false;
        }
        Field entries = field.getChildren().getFirst();
        return entries.getType() instanceof ArrowType.Struct
                && !entries.isNullable()
                && entries.getChildren().size() == 2
                && !entries.getChildren().getFirst().isNullable();
    }

    private void checkIntWidth(Field field, ArrowType.Int type) throws CorruptFileException {
        requireOneOf(field, "integer width", type.getBitWidth(), 8, 16, 32, 64);
    }

    private void checkRunEnds(Field field) throws CorruptFileException {
        boolean valid =
                field.getChildren().size() == 2
                        && field.getChildren().getFirst().getType() instanceof ArrowType.Int ends
                        && ends.getIsSigned()
                        && ends.getBitWidth() >= 16
                        && field.getChildren().getFirst().getDictionary() == null;
        require(valid, field, "run ends of 16, 32 or 64 bits and values as children");
    }

    private void checkUnion(Field field, ArrowType.Union type) throws CorruptFileException {
        int children = field.getChildren().size();
        require(type.getMode() == UnionMode.Sparse || type.getMode() == UnionMode.Dense, field, "a union mode");
        require(children <= MAX_UNION_CHILDREN, field, "at most 128 children");
        int[] ids = type.getTypeIds();
        if (ids == null) {
            return;
        }
        require(ids.length == children, field, "a type id for each child");
        Set<Integer> seen = new HashSet<>();
        for (int id : ids) {
            require(id >= 0 && id <= Byte.MAX_VALUE && seen.add(id), field, "distinct type ids from 0 to 127");
        }
    }

    private void requireOneOf(Field field, String what, int actual, int... allowed) throws CorruptFileException {
        for (int value : allowed) {
            if (value == actual) {
                return;
            }
        }
        require(false, field, "a " + what + " that the format has, not " + actual + ",");
    }

    private void require(boolean condition, Field field, String expected) throws CorruptFileException {
        if (!condition) {
            throw malformed("expected " + expected + " of field '" + field.getName() + "'");
        }
    }

    private CorruptFileException malformed(String expected) {
        return corrupt.at(offsetBytes, expected);
    }
}
