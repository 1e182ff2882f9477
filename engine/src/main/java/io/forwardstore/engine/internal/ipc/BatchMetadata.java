package io.forwardstore.engine.internal.ipc;

import io.forwardstore.CorruptFileException;
import io.forwardstore.engine.FileRange;

import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/// What a record batch's metadata says: where its arrays' buffers lie in its body.
///
/// @param block the message
/// @param rowCount rows
/// @param nodes length and null count of each array, depth first
/// @param buffers offset in the body and length of each buffer, in bytes
/// @param variadicCounts data buffers of each view array
/// @param codec how buffers are compressed
/// @param isV4 true before metadata version 5, when unions had a validity buffer
record BatchMetadata(
        Block block, int rowCount, long[] nodes, long[] buffers, long[] variadicCounts, BodyCodec codec, boolean isV4) {
    /// What writers leave between buffers.
    private static final int MAX_PADDING_BYTES = 64;

    /// Copies the metadata, with every buffer checked against the body.
    static BatchMetadata of(RecordBatch batch, Block block, short version, Corrupt corrupt) throws IOException {
        long length = batch.length();
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw corrupt.at(
                    block.offsetBytes(),
                    "expected a record batch of 0 to " + Integer.MAX_VALUE + " rows, found " + length);
        }
        long[] nodes = new long[2 * count(batch.nodesLength(), batch, block, corrupt)];
        FieldNode node = new FieldNode();
        for (int i = 0; i < nodes.length; i += 2) {
            batch.nodes(node, i / 2);
            nodes[i] = node.length();
            nodes[i + 1] = node.nullCount();
            if (nodes[i] < 0 || nodes[i] > Integer.MAX_VALUE || nodes[i + 1] < 0 || nodes[i + 1] > nodes[i]) {
                throw corrupt.at(
                        block.offsetBytes(),
                        "expected an array of 0 to "
                                + Integer.MAX_VALUE
                                + " values with no more nulls, found "
                                + nodes[i]
                                + " with "
                                + nodes[i + 1]);
            }
        }
        long[] buffers = new long[2 * count(batch.buffersLength(), batch, block, corrupt)];
        Buffer buffer = new Buffer();
        for (int i = 0; i < buffers.length; i += 2) {
            batch.buffers(buffer, i / 2);
            buffers[i] = buffer.offset();
            buffers[i + 1] = buffer.length();
            if (buffers[i] < 0 || buffers[i + 1] < 0 || buffers[i] > block.bodyBytes() - buffers[i + 1]) {
                throw corrupt.at(
                        block.offsetBytes(),
                        "expected buffers within a body of "
                                + block.bodyBytes()
                                + " bytes, found offset "
                                + buffers[i]
                                + " and length "
                                + buffers[i + 1]);
            }
        }
        long[] variadic = new long[count(batch.variadicBufferCountsLength(), batch, block, corrupt)];
        for (int i = 0; i < variadic.length; i++) {
            variadic[i] = batch.variadicBufferCounts(i);
        }
        return new BatchMetadata(
                block,
                (int) length,
                nodes,
                buffers,
                variadic,
                codec(batch, block, corrupt),
                version == MetadataVersion.V4);
    }

    /// A vector's length that its flatbuffer can hold.
    private static int count(int length, RecordBatch batch, Block block, Corrupt corrupt) throws CorruptFileException {
        int most = batch.getByteBuffer().limit() / Long.BYTES;
        if (length < 0 || length > most) {
            throw corrupt.at(
                    block.offsetBytes(), "expected at most " + most + " entries in its metadata, found " + length);
        }
        return length;
    }

    private static BodyCodec codec(RecordBatch batch, Block block, Corrupt corrupt) throws IOException {
        BodyCompression compression = batch.compression();
        if (compression == null) {
            return BodyCodec.NONE;
        }
        if (compression.method() != BodyCompressionMethod.BUFFER) {
            throw corrupt.at(
                    block.offsetBytes(),
                    "expected buffers compressed one by one, found method " + compression.method());
        }
        return BodyCodec.of(compression.codec(), block, corrupt);
    }

    /// Where in the file a buffer starts.
    long bufferOffsetBytes(int buffer) {
        return block.bodyOffsetBytes() + buffers[2 * buffer];
    }

    /// A buffer's bytes in the file.
    long bufferBytes(int buffer) {
        return buffers[2 * buffer + 1];
    }

    /// Adds where the buffers `first` to `end - 1` lie.
    void addRanges(int first, int end, List<FileRange> ranges) {
        for (int buffer = first; buffer < end; buffer++) {
            ranges.add(new FileRange(bufferOffsetBytes(buffer), bufferBytes(buffer)));
        }
    }

    /// The run of bytes that holds the buffers `first` to `end - 1` and little else; null if there is none.
    @Nullable FileRange runOf(int first, int end) {
        long start = Long.MAX_VALUE;
        long stop = 0;
        long sum = 0;
        for (int buffer = first; buffer < end; buffer++) {
            start = Math.min(start, bufferOffsetBytes(buffer));
            stop = Math.max(stop, bufferOffsetBytes(buffer) + bufferBytes(buffer));
            sum += bufferBytes(buffer) + MAX_PADDING_BYTES;
        }
        return start < stop && stop - start <= sum ? new FileRange(start, stop - start) : null;
    }

    int bufferCount() {
        return buffers.length / 2;
    }
}
