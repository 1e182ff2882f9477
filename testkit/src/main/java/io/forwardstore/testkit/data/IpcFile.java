package io.forwardstore.testkit.data;

import com.google.flatbuffers.FlatBufferBuilder;

import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/// A dataset as an Arrow IPC file (Arrow specification, "IPC File Format"), uncompressed.
///
/// Validity buffers of columns without nulls are written in every second batch and left out in the others, as writers
/// of both kinds do.
final class IpcFile {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final int CONTINUATION = -1;
    private static final int PREFIX_BYTES = 2 * Integer.BYTES;
    private static final int MESSAGE_ALIGNMENT = 8;
    private static final int BODY_ALIGNMENT = 64;

    private record Place(long offset, int metadataBytes, long bodyBytes) {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Place> dictionaries = new ArrayList<>();
    private final List<Place> batches = new ArrayList<>();

    private final Consumer<ArrowBody> firstBatch;

    private final Bodies bodies;

    private IpcFile(Consumer<ArrowBody> firstBatch, Bodies bodies) {
        this.firstBatch = firstBatch;
        this.bodies = bodies;
    }

    /// The content of the file.
    static byte[] bytes(Dataset dataset) {
        return bytes(dataset, _ -> {});
    }

    /// The content of the file, once something was done to its first record batch.
    static byte[] bytes(Dataset dataset, Consumer<ArrowBody> firstBatch) {
        return new IpcFile(firstBatch, Bodies.PLAIN).write(dataset);
    }

    /// As [#bytes], with record batches that say they are compressed.
    static byte[] compressedBytes(Dataset dataset, Consumer<ArrowBody> firstBatch) {
        return new IpcFile(firstBatch, Bodies.COMPRESSED).write(dataset);
    }

    private enum Bodies {
        PLAIN,
        /// Each buffer as a compressor leaves one that would not get smaller: behind the length -1 (Arrow
        /// specification, "Compression").
        COMPRESSED
    }

    /// The schema as a message of its own, framed as in a stream.
    static byte[] schemaMessage(Schema schema) {
        return schema.serializeAsMessage();
    }

    private byte[] write(Dataset dataset) {
        out.writeBytes(MAGIC);
        pad(MESSAGE_ALIGNMENT);
        Schema fileSchema = dataset.fileSchema();
        byte[] schemaMessage = schemaMessage(fileSchema);
        message(Arrays.copyOfRange(schemaMessage, PREFIX_BYTES, schemaMessage.length));
        List<List<@Nullable Object>> lookups = new ArrayList<>();
        for (int column = 0; column < fileSchema.getFields().size(); column++) {
            lookups.add(writeDictionary(dataset, fileSchema.getFields().get(column), column));
        }
        for (int block = 0; block < dataset.blocks().size(); block++) {
            writeBatch(fileSchema, dataset.blocks().get(block), lookups, block);
        }
        out.writeBytes(littleEndian(8).putInt(CONTINUATION).putInt(0).array());
        byte[] footer = footer(fileSchema);
        out.writeBytes(footer);
        out.writeBytes(littleEndian(4).putInt(footer.length).array());
        out.writeBytes(MAGIC);
        return out.toByteArray();
    }

    /// The dictionary's values in the order of their indices; none if the column has no dictionary.
    private List<@Nullable Object> writeDictionary(Dataset dataset, Field field, int column) {
        if (field.getDictionary() == null) {
            return List.of();
        }
        LinkedHashSet<Object> distinct = new LinkedHashSet<>();
        for (Dataset.Block block : dataset.blocks()) {
            for (Object value : block.columns().get(column)) {
                if (value != null) {
                    distinct.add(value);
                }
            }
        }
        List<@Nullable Object> values = new ArrayList<>(distinct);
        ArrowBody body = new ArrowBody(ArrowBody.FullValidity.WRITTEN);
        body.add(Dataset.valueField(field), values);
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int batch = recordBatch(builder, values.size(), body, 0);
        int header = DictionaryBatch.createDictionaryBatch(builder, field.getDictionary().getId(), batch, false);
        dictionaries.add(write(builder, MessageHeader.DictionaryBatch, header, body));
        return values;
    }

    private void writeBatch(Schema schema, Dataset.Block block, List<List<@Nullable Object>> lookups, int number) {
        ArrowBody body =
                new ArrowBody(number % 2 == 0 ? ArrowBody.FullValidity.WRITTEN : ArrowBody.FullValidity.OMITTED);
        for (int column = 0; column < schema.getFields().size(); column++) {
            Field field = schema.getFields().get(column);
            List<@Nullable Object> values = block.columns().get(column);
            if (field.getDictionary() == null) {
                body.add(field, values);
            } else {
                body.add(indexField(field), indices(values, lookups.get(column)));
            }
        }
        if (number == 0) {
            firstBatch.accept(body);
        }
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int compression = 0;
        if (bodies == Bodies.COMPRESSED) {
            body.buffers.replaceAll(IpcFile::notCompressed);
            compression =
                    BodyCompression.createBodyCompression(
                            builder, CompressionType.LZ4_FRAME, BodyCompressionMethod.BUFFER);
        }
        int header = recordBatch(builder, block.rowCount(), body, compression);
        batches.add(write(builder, MessageHeader.RecordBatch, header, body));
    }

    private static Field indexField(Field field) {
        ArrowType.Int indexType = field.getDictionary().getIndexType();
        return Dataset.field(field.getName(), field.isNullable(), indexType);
    }

    private static List<@Nullable Object> indices(List<@Nullable Object> values, List<@Nullable Object> lookup) {
        List<@Nullable Object> indices = new ArrayList<>(values.size());
        for (Object value : values) {
            indices.add(value == null ? null : (Object) (long) lookup.indexOf(value));
        }
        return indices;
    }

    private static byte[] notCompressed(byte[] buffer) {
        return buffer.length == 0 ? buffer : littleEndian(Long.BYTES + buffer.length).putLong(-1).put(buffer).array();
    }

    /// @param compression the body's, 0 if there is none
    private static int recordBatch(FlatBufferBuilder builder, long rowCount, ArrowBody body, int compression) {
        RecordBatch.startNodesVector(builder, body.nodes.size());
        for (ArrowBody.Node node : body.nodes.reversed()) {
            FieldNode.createFieldNode(builder, node.length(), node.nullCount());
        }
        int nodes = builder.endVector();
        long[] offsets = offsets(body);
        RecordBatch.startBuffersVector(builder, body.buffers.size());
        for (int i = body.buffers.size() - 1; i >= 0; i--) {
            Buffer.createBuffer(builder, offsets[i], body.buffers.get(i).length);
        }
        int buffers = builder.endVector();
        int variadic = 0;
        if (!body.variadicCounts.isEmpty()) {
            long[] counts = body.variadicCounts.stream().mapToLong(Long::longValue).toArray();
            variadic = RecordBatch.createVariadicBufferCountsVector(builder, counts);
        }
        return RecordBatch.createRecordBatch(builder, rowCount, nodes, buffers, compression, variadic);
    }

    /// Where each buffer starts in the body, and where the body ends.
    private static long[] offsets(ArrowBody body) {
        long[] offsets = new long[body.buffers.size() + 1];
        for (int i = 0; i < body.buffers.size(); i++) {
            offsets[i + 1] = aligned(offsets[i] + body.buffers.get(i).length, BODY_ALIGNMENT);
        }
        return offsets;
    }

    private Place write(FlatBufferBuilder builder, byte type, int header, ArrowBody body) {
        long[] offsets = offsets(body);
        long bodyBytes = offsets[body.buffers.size()];
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, type, header, bodyBytes, 0));
        int start = out.size();
        message(builder.sizedByteArray());
        int bodyStart = out.size();
        for (int i = 0; i < body.buffers.size(); i++) {
            out.writeBytes(body.buffers.get(i));
            out.writeBytes(new byte[Math.toIntExact(bodyStart + offsets[i + 1] - out.size())]);
        }
        return new Place(start, bodyStart - start, bodyBytes);
    }

    /// Metadata in its frame, padded so that what follows starts at a multiple of 64 bytes.
    private void message(byte[] metadata) {
        int end = out.size() + PREFIX_BYTES + metadata.length;
        int padded = (int) aligned(end, BODY_ALIGNMENT) - out.size() - PREFIX_BYTES;
        out.writeBytes(littleEndian(PREFIX_BYTES).putInt(CONTINUATION).putInt(padded).array());
        out.writeBytes(metadata);
        out.writeBytes(new byte[padded - metadata.length]);
    }

    private byte[] footer(Schema schema) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int schemaOffset = schema.getSchema(builder);
        Footer.startDictionariesVector(builder, dictionaries.size());
        int dictionaryBlocks = blocks(builder, dictionaries);
        Footer.startRecordBatchesVector(builder, batches.size());
        int batchBlocks = blocks(builder, batches);
        builder.finish(
                Footer.createFooter(builder, MetadataVersion.V5, schemaOffset, dictionaryBlocks, batchBlocks, 0));
        return builder.sizedByteArray();
    }

    private static int blocks(FlatBufferBuilder builder, List<Place> places) {
        for (Place place : places.reversed()) {
            Block.createBlock(builder, place.offset(), place.metadataBytes(), place.bodyBytes());
        }
        return builder.endVector();
    }

    private void pad(int alignment) {
        out.writeBytes(new byte[(int) aligned(out.size(), alignment) - out.size()]);
    }

    private static long aligned(long size, int alignment) {
        return (size + alignment - 1) / alignment * alignment;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
