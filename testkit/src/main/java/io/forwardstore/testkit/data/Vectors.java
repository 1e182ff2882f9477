package io.forwardstore.testkit.data;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Values as Arrow vectors.
public final class Vectors {
    private Vectors() {}

    /// A root of these values, charged to the allocator; the caller closes it.
    ///
    /// @param columns a list of values for each field of the schema, all of `rowCount` values
    public static VectorSchemaRoot root(
            Schema schema,
            int rowCount,
            List<? extends List<? extends @Nullable Object>> columns,
            BufferAllocator allocator) {
        VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
        try {
            load(root, rowCount, columns, allocator);
            return root;
        } catch (Throwable t) {
            root.close();
            throw t;
        }
    }

    /// Puts these values in place of what the root holds.
    public static void load(
            VectorSchemaRoot root,
            int rowCount,
            List<? extends List<? extends @Nullable Object>> columns,
            BufferAllocator allocator) {
        ArrowBody body = new ArrowBody(ArrowBody.FullValidity.WRITTEN);
        for (int column = 0; column < columns.size(); column++) {
            body.add(root.getSchema().getFields().get(column), columns.get(column));
        }
        List<ArrowBuf> buffers = new ArrayList<>();
        try {
            for (byte[] content : body.buffers) {
                ArrowBuf buffer = allocator.buffer(content.length);
                buffers.add(buffer);
                buffer.setBytes(0, content);
                buffer.writerIndex(content.length);
            }
            List<ArrowFieldNode> nodes =
                    body.nodes.stream().map(node -> new ArrowFieldNode(node.length(), node.nullCount())).toList();
            try (ArrowRecordBatch batch =
                    new ArrowRecordBatch(
                            rowCount,
                            nodes,
                            buffers,
                            NoCompressionCodec.DEFAULT_BODY_COMPRESSION,
                            body.variadicCounts,
                            false,
                            true)) {
                new VectorLoader(root).load(batch);
            }
        } finally {
            buffers.forEach(ArrowBuf::close);
        }
    }
}
