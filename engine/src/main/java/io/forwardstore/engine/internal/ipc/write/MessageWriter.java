package io.forwardstore.engine.internal.ipc.write;

import com.google.flatbuffers.FlatBufferBuilder;

import io.forwardstore.engine.Compression;
import io.forwardstore.engine.internal.io.ByteSink;
import io.forwardstore.engine.internal.memory.GrowingBuffer;
import io.forwardstore.engine.internal.memory.Memory;

import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Writes encapsulated messages: the continuation mark, the metadata's length, the metadata and the body.
///
/// Bodies, and the buffers in them, begin at multiples of 64 bytes in the file.
///
/// **State.** None that outlives a call. **Threads.** One at a time. **Ownership.** Owns the compressor and its buffer;
/// not the file.
final class MessageWriter implements AutoCloseable {
    /// The alignment that the specification recommends.
    static final int ALIGNMENT_BYTES = 64;

    static final int CONTINUATION = -1;
    private static final int PREFIX_BYTES = 2 * Integer.BYTES;

    private final ByteSink file;
    private final @Nullable BodyCompressor compressor;
    private final GrowingBuffer compressed;
    private final GrowingBuffer copy;

    MessageWriter(ByteSink file, Compression compression, BufferAllocator allocator) {
        this.file = file;
        this.compressor = compression == Compression.UNCOMPRESSED ? null : BodyCompressor.of(compression);
        this.compressed = new GrowingBuffer(allocator);
        this.copy = new GrowingBuffer(allocator);
    }

    void writeSchema(Schema schema) throws IOException {
        writeMetadata(MessageSerializer.serializeMetadata(schema, IpcOption.DEFAULT));
    }

    ArrowBlock writeRecordBatch(BatchBody body) throws IOException {
        List<BatchBody.Span> buffers = stored(body);
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int batch = recordBatch(builder, body, buffers);
        return write(builder, MessageHeader.RecordBatch, batch, buffers);
    }

    ArrowBlock writeDictionary(long id, BatchBody body) throws IOException {
        List<BatchBody.Span> buffers = stored(body);
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int batch = recordBatch(builder, body, buffers);
        int dictionary = DictionaryBatch.createDictionaryBatch(builder, id, batch, false);
        return write(builder, MessageHeader.DictionaryBatch, dictionary, buffers);
    }

    /// The mark that ends a stream of messages.
    void writeEnd() throws IOException {
        ByteBuffer end = littleEndian(PREFIX_BYTES).putInt(CONTINUATION).putInt(0);
        file.write(end.array(), 0, PREFIX_BYTES);
    }

    /// A body's buffers as they go to the file.
    private List<BatchBody.Span> stored(BatchBody body) {
        if (compressor == null) {
            return body.buffers();
        }
        compressed.truncate(0);
        List<Long> starts = new ArrayList<>();
        for (BatchBody.Span span : body.buffers()) {
            starts.add(compressed.sizeBytes());
            compressor.frame(privateCopy(span), span.bytes(), compressed);
        }
        starts.add(compressed.sizeBytes());
        List<BatchBody.Span> buffers = new ArrayList<>();
        for (int i = 0; i + 1 < starts.size(); i++) {
            buffers.add(new BatchBody.Span(compressed.address() + starts.get(i), starts.get(i + 1) - starts.get(i)));
        }
        return buffers;
    }

    /// A copy of bytes that may lie under a mapping: a fault in native code would end the JVM.
    private long privateCopy(BatchBody.Span span) {
        copy.truncate(0);
        copy.append(span.address(), span.bytes());
        Memory.awaitFaults();
        return copy.address();
    }

    private int recordBatch(FlatBufferBuilder builder, BatchBody body, List<BatchBody.Span> buffers) {
        RecordBatch.startNodesVector(builder, body.nodes().size());
        for (BatchBody.Node node : body.nodes().reversed()) {
            FieldNode.createFieldNode(builder, node.length(), node.nullCount());
        }
        int nodes = builder.endVector();
        long end = bodyBytes(buffers);
        RecordBatch.startBuffersVector(builder, buffers.size());
        for (BatchBody.Span span : buffers.reversed()) {
            end -= aligned(span.bytes());
            Buffer.createBuffer(builder, end, span.bytes());
        }
        int spans = builder.endVector();
        int compression =
                compressor == null
                        ? 0
                        : BodyCompression.createBodyCompression(
                                builder, compressor.codec(), BodyCompressionMethod.BUFFER);
        long[] counts = body.variadicCounts();
        int variadic = counts.length == 0 ? 0 : RecordBatch.createVariadicBufferCountsVector(builder, counts);
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, body.rowCount());
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, spans);
        if (compressor != null) {
            RecordBatch.addCompression(builder, compression);
        }
        if (counts.length > 0) {
            RecordBatch.addVariadicBufferCounts(builder, variadic);
        }
        return RecordBatch.endRecordBatch(builder);
    }

    private ArrowBlock write(FlatBufferBuilder builder, byte type, int header, List<BatchBody.Span> buffers)
            throws IOException {
        long start = file.position();
        long bodyBytes = bodyBytes(buffers);
        int metadataBytes =
                writeMetadata(MessageSerializer.serializeMessage(builder, type, header, bodyBytes, IpcOption.DEFAULT));
        for (BatchBody.Span span : buffers) {
            file.write(span.address(), span.bytes());
            file.alignTo(ALIGNMENT_BYTES);
        }
        return new ArrowBlock(start, metadataBytes, bodyBytes);
    }

    /// Writes metadata such that what follows is aligned.
    ///
    /// @return bytes written
    private int writeMetadata(ByteBuffer metadata) throws IOException {
        long start = file.position();
        int bytes = metadata.remaining();
        int padded = Math.toIntExact(aligned(start + PREFIX_BYTES + bytes) - start - PREFIX_BYTES);
        ByteBuffer message = littleEndian(PREFIX_BYTES + padded);
        message.putInt(CONTINUATION).putInt(padded).put(metadata);
        file.write(message.array(), 0, message.capacity());
        return message.capacity();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long bodyBytes(List<BatchBody.Span> buffers) {
        long bytes = 0;
        for (BatchBody.Span span : buffers) {
            bytes += aligned(span.bytes());
        }
        return bytes;
    }

    private static long aligned(long bytes) {
        return Math.ceilDiv(bytes, (long) ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    }

    @Override
    public void close() {
        compressed.close();
        copy.close();
        if (compressor != null) {
            compressor.close();
        }
    }
}
