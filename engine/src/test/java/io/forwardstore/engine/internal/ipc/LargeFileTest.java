package io.forwardstore.engine.internal.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.flatbuffers.FlatBufferBuilder;

import io.forwardstore.ForwardStore;
import io.forwardstore.ScanOptions;
import io.forwardstore.StorageOptions;
import io.forwardstore.engine.PositionalFileSource;
import io.forwardstore.engine.TableFiles;
import io.forwardstore.engine.TableStore;

import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// A sparse file of more than 2^31 rows and more than 2 GiB.
class LargeFileTest {
    private static final int BATCH_ROWS = 1 << 20;
    private static final int BATCHES = 2_200;
    private static final int PREFIX_BYTES = 8;

    @TempDir private Path folder;

    @Test
    void rowsBeyondIntegerRangeAreFetchedAndScanned() throws IOException {
        Path file = folder.resolve("large.arrow");
        long lastRow = (long) BATCHES * BATCH_ROWS - 1;
        long someRow = (1L << 31) + 12_345;
        writeSparse(file, List.of(0L, someRow, lastRow));
        try (BufferAllocator allocator = new RootAllocator(64 << 20);
                ForwardStore store =
                        new TableStore(
                                TableFiles.open(
                                        PositionalFileSource.open(file), StorageOptions.defaults().with(allocator)),
                                allocator)) {
            assertEquals(lastRow + 1, store.rowCount());
            assertTrue(Files.size(file) > 1L << 31);
            assertEquals(BATCHES - 1, store.blockOf(lastRow));
            try (VectorSchemaRoot rows =
                    store.fetch(
                            List.of("flag", ForwardStore.ROW_ID_COLUMN),
                            new long[] {lastRow, someRow - 1, someRow, 0})) {
                TinyIntVector flags = (TinyIntVector) rows.getVector(0);
                assertEquals(
                        List.of(1, 0, 1, 1),
                        List.of((int) flags.get(0), (int) flags.get(1), (int) flags.get(2), (int) flags.get(3)));
                assertEquals(someRow, rows.getVector(1).getObject(2));
            }
            try (ArrowReader reader = store.scan(ScanOptions.of("flag").rows(someRow - 5, someRow + 5))) {
                assertTrue(reader.loadNextBatch());
                assertEquals(10, reader.getVectorSchemaRoot().getRowCount());
                assertEquals((byte) 1, reader.getVectorSchemaRoot().getVector(0).getObject(5));
            }
        }
    }

    /// Batches of one int8 column without nulls; the file is a hole but for metadata and the rows that are set to 1.
    private static void writeSparse(Path file, List<Long> setRows) throws IOException {
        Schema schema = new Schema(List.of(Field.notNullable("flag", new ArrowType.Int(8, true))));
        List<ArrowBlock> blocks = new ArrayList<>();
        try (FileChannel channel =
                FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap("ARROW1\0\0".getBytes(StandardCharsets.US_ASCII)), 0);
            ByteBuffer header = batchHeader();
            long at = PREFIX_BYTES;
            for (int batch = 0; batch < BATCHES; batch++) {
                channel.write(header.duplicate(), at);
                blocks.add(new ArrowBlock(at, header.remaining(), BATCH_ROWS));
                at += header.remaining() + BATCH_ROWS;
            }
            for (long row : setRows) {
                ArrowBlock block = blocks.get((int) (row / BATCH_ROWS));
                long body = block.getOffset() + block.getMetadataLength();
                channel.write(ByteBuffer.wrap(new byte[] {1}), body + row % BATCH_ROWS);
            }
            FlatBufferBuilder builder = new FlatBufferBuilder();
            builder.finish(new ArrowFooter(schema, List.of(), blocks).writeTo(builder));
            ByteBuffer footer = builder.dataBuffer();
            int footerBytes = footer.remaining();
            channel.write(footer, at);
            ByteBuffer trailer = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
            trailer.putInt(footerBytes).put("ARROW1".getBytes(StandardCharsets.US_ASCII));
            channel.write(trailer.flip(), at + footerBytes);
        }
    }

    private static ByteBuffer batchHeader() {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        RecordBatch.startBuffersVector(builder, 2);
        Buffer.createBuffer(builder, 0, BATCH_ROWS);
        Buffer.createBuffer(builder, 0, 0);
        int buffers = builder.endVector();
        RecordBatch.startNodesVector(builder, 1);
        FieldNode.createFieldNode(builder, BATCH_ROWS, 0);
        int nodes = builder.endVector();
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, BATCH_ROWS);
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, buffers);
        int batch = RecordBatch.endRecordBatch(builder);
        builder.finish(
                Message.createMessage(builder, MetadataVersion.V5, MessageHeader.RecordBatch, batch, BATCH_ROWS, 0));
        ByteBuffer message = builder.dataBuffer();
        int padded = (message.remaining() + 7) & -8;
        ByteBuffer header = ByteBuffer.allocate(PREFIX_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(-1).putInt(padded).put(message);
        return header.position(0);
    }
}
