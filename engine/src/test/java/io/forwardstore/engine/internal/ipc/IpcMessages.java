package io.forwardstore.engine.internal.ipc;

import com.google.flatbuffers.FlatBufferBuilder;

import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Puts an IPC stream or file together message by message, in orders that no writer at hand would choose.
final class IpcMessages {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    private final Schema schema;
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final List<ArrowBlock> dictionaries = new ArrayList<>();
    private final List<ArrowBlock> batches = new ArrayList<>();

    /// @param schema the schema in message format
    IpcMessages(Schema schema) {
        this.schema = schema;
        message(MessageSerializer.serializeMetadata(schema, IpcOption.DEFAULT), List.of());
    }

    /// A dictionary batch of a vector's values.
    IpcMessages dictionary(long id, FieldVector values, boolean delta) {
        VectorSchemaRoot root =
                new VectorSchemaRoot(List.of(values.getField()), List.of(values), values.getValueCount());
        try (ArrowRecordBatch data = new VectorUnloader(root).getRecordBatch()) {
            ArrowDictionaryBatch batch = new ArrowDictionaryBatch(id, data, delta);
            dictionaries.add(message(MessageSerializer.serializeMetadata(batch, IpcOption.DEFAULT), data.getBuffers()));
        }
        return this;
    }

    /// A record batch.
    IpcMessages batch(VectorSchemaRoot rows) {
        try (ArrowRecordBatch data = new VectorUnloader(rows).getRecordBatch()) {
            return batch(data);
        }
    }

    /// A record batch as it is.
    IpcMessages batch(ArrowRecordBatch data) {
        batches.add(message(MessageSerializer.serializeMetadata(data, IpcOption.DEFAULT), data.getBuffers()));
        return this;
    }

    private ArrowBlock message(ByteBuffer metadata, List<ArrowBuf> buffers) {
        int start = stream.size();
        int padded = (metadata.remaining() + 7) & -8;
        ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        prefix.putInt(-1).putInt(padded);
        stream.writeBytes(prefix.array());
        byte[] bytes = new byte[padded];
        metadata.get(bytes, 0, metadata.remaining());
        stream.writeBytes(bytes);
        int bodyStart = stream.size();
        for (ArrowBuf buffer : buffers) {
            byte[] body = new byte[(int) (buffer.readableBytes() + 7) & -8];
            Memory.copyToArray(buffer.memoryAddress() + buffer.readerIndex(), body, 0, (int) buffer.readableBytes());
            stream.writeBytes(body);
        }
        return new ArrowBlock(start + 8L, bodyStart - start, stream.size() - bodyStart);
    }

    /// The messages as a stream.
    byte[] toStream() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(stream.toByteArray());
        whole.writeBytes(new byte[] {-1, -1, -1, -1, 0, 0, 0, 0});
        return whole.toByteArray();
    }

    /// The messages as a file.
    byte[] toFile() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(MAGIC);
        whole.writeBytes(new byte[2]);
        whole.writeBytes(toStream());
        FlatBufferBuilder builder = new FlatBufferBuilder();
        builder.finish(new ArrowFooter(schema, dictionaries, batches).writeTo(builder));
        byte[] footer = builder.sizedByteArray();
        whole.writeBytes(footer);
        whole.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
        whole.writeBytes(MAGIC);
        return whole.toByteArray();
    }
}
