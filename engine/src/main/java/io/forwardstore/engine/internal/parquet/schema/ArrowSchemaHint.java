package io.forwardstore.engine.internal.parquet.schema;

import io.forwardstore.engine.internal.ipc.NarrowDecimals;

import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Schema;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The Arrow schema that an Arrow writer leaves in a file's metadata: a base64 text of an encapsulated schema message.
final class ArrowSchemaHint {
    /// The key of the file's metadata.
    static final String KEY = "ARROW:schema";

    private static final int CONTINUATION = -1;
    private static final int MAX_DEPTH = 100;

    /// Bytes that a field takes at least.
    private static final int MIN_FIELD_BYTES = 8;

    private int fieldsLeft;

    private ArrowSchemaHint(int fieldsLeft) {
        this.fieldsLeft = fieldsLeft;
    }

    /// @throws SchemaException if the text is no such schema
    static org.apache.arrow.vector.types.pojo.Schema parse(String text) throws SchemaException {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (message.remaining() > Long.BYTES && message.getInt(0) == CONTINUATION) {
                message.position(Long.BYTES);
            } else if (message.remaining() > Integer.BYTES) {
                message.position(Integer.BYTES);
            }
            Schema schema = schema(message);
            new ArrowSchemaHint(bytes.length / MIN_FIELD_BYTES).check(schema);
            return converted(schema);
        } catch (RuntimeException e) {
            throw new SchemaException("a readable Arrow schema under the key " + KEY + ", found " + e);
        }
    }

    private static org.apache.arrow.vector.types.pojo.Schema converted(Schema schema) {
        List<org.apache.arrow.vector.types.pojo.Field> fields = new ArrayList<>();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            fields.add(NarrowDecimals.widened(NarrowDecimals.read(schema.fields(i))));
        }
        return new org.apache.arrow.vector.types.pojo.Schema(
                fields, NarrowDecimals.metadata(schema.customMetadataLength(), schema::customMetadata));
    }

    private static Schema schema(ByteBuffer message) {
        Message root = Message.getRootAsMessage(message.slice().order(ByteOrder.LITTLE_ENDIAN));
        if (root.headerType() != MessageHeader.Schema || root.header(new Schema()) == null) {
            throw new IllegalArgumentException("no schema message");
        }
        return (Schema) root.header(new Schema());
    }

    /// Bounds the tree: offsets in a flatbuffer may point back, or many times to one place.
    private void check(Schema schema) {
        for (int i = 0; i < schema.fieldsLength(); i++) {
            check(schema.fields(i), 0);
        }
        if (schema.customMetadataLength() > fieldsLeft) {
            throw new IllegalArgumentException("too much metadata");
        }
    }

    private void check(Field field, int depth) {
        if (--fieldsLeft < 0 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("too many fields");
        }
        if (field.name() == null) {
            throw new IllegalArgumentException("a field without a name");
        }
        fieldsLeft -= field.customMetadataLength();
        for (int i = 0; i < field.childrenLength(); i++) {
            check(field.children(i), depth + 1);
        }
    }
}
